#include "widgets/common/figure_row.h"

#include <algorithm>

#include <QPainter>

namespace vitrine::widgets {

namespace {

constexpr int gap = 16;

} // namespace

QSize FigureRow::figureSize() const {
    QSize whole(-gap, 0);
    for (const Figure* figure : m_figures) {
        const QSize size = figure->figureSize();
        whole = {whole.width() + gap + size.width(), std::max(whole.height(), size.height())};
    }
    return whole;
}

void FigureRow::paintFigure(QPainter& painter, const QSize& size) const {
    const QSize own = figureSize();
    painter.save();
    painter.scale(double(size.width()) / own.width(), double(size.height()) / own.height());
    for (const Figure* figure : m_figures) {
        const QSize part = figure->figureSize();
        painter.save();
        figure->paintFigure(painter, part);
        painter.restore();
        painter.translate(part.width() + gap, 0);
    }
    painter.restore();
}

} // namespace vitrine::widgets

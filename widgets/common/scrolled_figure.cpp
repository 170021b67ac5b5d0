#include "widgets/common/scrolled_figure.h"

#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QScrollBar>
#include <QToolTip>

#include "widgets/common/theme.h"

namespace vitrine::widgets {

ScrolledFigure::ScrolledFigure(QWidget* parent) : QAbstractScrollArea(parent) {
    setProperty("bare", true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
}

QPointF ScrolledFigure::placeOf(const QPointF& viewportPosition) const {
    return viewportPosition + QPointF(0, verticalScrollBar()->value());
}

void ScrolledFigure::setContentHeight(double height, int step) {
    auto* bar = verticalScrollBar();
    bar->setRange(0, std::max(0, static_cast<int>(std::ceil(height)) - viewport()->height()));
    bar->setPageStep(viewport()->height());
    bar->setSingleStep(step);
    viewport()->update();
}

void ScrolledFigure::reveal(double top, double bottom) {
    auto* bar = verticalScrollBar();
    const int highest = static_cast<int>(std::floor(top));
    const int lowest = static_cast<int>(std::ceil(bottom)) - viewport()->height();
    bar->setValue(std::clamp(bar->value(), std::min(lowest, highest), highest));
}

void ScrolledFigure::mouseMoveEvent(QMouseEvent* event) {
    pointTo(placeOf(event->position()));
}

void ScrolledFigure::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    relayout();
}

void ScrolledFigure::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void ScrolledFigure::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void ScrolledFigure::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (isThemeChange(*event))
        measure();
    else if (event->type() == QEvent::LanguageChange)
        retranslate();
}

bool ScrolledFigure::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave)
        pointTo(std::nullopt);
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString tip = tooltipAt(placeOf(help->pos()));
        QToolTip::showText(help->globalPos(), tip.isEmpty() ? toolTip() : tip, viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace vitrine::widgets

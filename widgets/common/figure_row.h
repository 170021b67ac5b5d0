#pragma once

#include <utility>
#include <vector>

#include "widgets/common/figure.h"

namespace vitrine::widgets {

/// Figures side by side as one.
class FigureRow : public Figure {
public:
    /// They stay the caller's.
    void setFigures(std::vector<const Figure*> figures) { m_figures = std::move(figures); }

    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

private:
    std::vector<const Figure*> m_figures;
};

} // namespace vitrine::widgets

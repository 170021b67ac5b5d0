#pragma once

#include <optional>

#include <QAbstractScrollArea>
#include <QPointF>

#include "widgets/common/figure.h"

namespace vitrine::widgets {

/// A figure that paints itself and scrolls down when it is taller than its place. It answers the
/// events that all such views answer alike; places are in the figure, scrolled-out parts included.
class ScrolledFigure : public QAbstractScrollArea, public Figure {
    Q_OBJECT

protected:
    explicit ScrolledFigure(QWidget* parent);

    /// The viewport has another size.
    virtual void relayout() = 0;
    /// Fonts and lengths have changed.
    virtual void measure() { relayout(); }
    virtual void retranslate() = 0;
    /// The pointer is there now; unset when it has left.
    virtual void pointTo(std::optional<QPointF> /*place*/) { }
    /// Empty where the widget's own is shown.
    virtual QString tooltipAt(const QPointF& /*place*/) const { return {}; }

    QPointF placeOf(const QPointF& viewportPosition) const;
    /// `step`: what a notch of the wheel scrolls by, in pixels.
    void setContentHeight(double height, int step);
    /// Scrolls no further than needed to show the figure from `top` to `bottom`.
    void reveal(double top, double bottom);

    void mouseMoveEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
};

} // namespace vitrine::widgets

#pragma once

#include <QSize>

class QPainter;

namespace vitrine::widgets {

/// What can leave the program as a picture. A view paints itself through the same function as its
/// exports, so that both show the same.
class Figure {
public:
    virtual ~Figure() = default;

    /// The size in logical pixels at which the whole figure shows, scrolled-out parts included.
    virtual QSize figureSize() const = 0;
    /// Paints the whole figure into (0, 0, size), without hover, focus and background.
    virtual void paintFigure(QPainter& painter, const QSize& size) const = 0;
};

} // namespace vitrine::widgets

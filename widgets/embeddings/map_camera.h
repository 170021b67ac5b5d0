#pragma once

#include <span>

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace vitrine::widgets {

/// How places of a map of two or three dimensions come onto the screen: turned (three dimensions
/// only), enlarged and moved. One scale holds for all axes, so that distances stay true.
class MapCamera {
public:
    /// Looks at all of these [point, dimension], with room around them; forgets zoom and turns.
    void fit(std::span<const float> coordinates, int dimensions);
    void setSize(const QSizeF& size) { m_size = size; }

    /// Where a place [dimension] shows, in pixels.
    QPointF screen(std::span<const float> place) const;
    /// How near it is to the eye: 1 at the front, 0 at the back, 1 in two dimensions.
    double nearness(std::span<const float> place) const;

    /// What is at `pixel` stays there.
    void zoomAt(const QPointF& pixel, double factor);
    void pan(const QPointF& pixels) { m_offset += pixels; }
    /// Radians around the upright and the level axis.
    void turn(double yaw, double pitch);
    double zoom() const { return m_zoom; }

private:
    struct Place {
        double x = 0;
        double y = 0;
        double depth = 0;
    };
    /// Worked out once, for thousands of points.
    struct Angle {
        double radians = 0;
        double sine = 0;
        double cosine = 1;
    };
    void setAngles(double yaw, double pitch);
    Place turned(std::span<const float> place) const;
    double scale() const;

    QSizeF m_size;
    int m_dimensions = 2;
    double m_centre[3] = {0, 0, 0};
    double m_radius = 1; ///< of what is looked at
    QRectF m_extent; ///< of a map of two dimensions, about its centre
    QPointF m_offset;
    double m_zoom = 1;
    Angle m_yaw;
    Angle m_pitch;
};

} // namespace vitrine::widgets

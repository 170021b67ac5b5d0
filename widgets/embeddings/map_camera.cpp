#include "widgets/embeddings/map_camera.h"

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {

namespace {

constexpr double Fill = 0.86; // of the room, by the whole map
constexpr double LeastZoom = 0.2;
constexpr double MostZoom = 400;
constexpr double SteepestPitch = 1.5; // almost straight from above

} // namespace

void MapCamera::fit(std::span<const float> coordinates, int dimensions) {
    m_dimensions = dimensions;
    m_offset = {};
    m_zoom = 1;
    setAngles(0, 0);
    double low[3] = {0, 0, 0};
    double high[3] = {0, 0, 0};
    for (std::size_t i = 0; i < coordinates.size(); ++i) {
        const auto axis = i % static_cast<std::size_t>(dimensions);
        const bool first = i < static_cast<std::size_t>(dimensions);
        low[axis] = first ? coordinates[i] : std::min<double>(low[axis], coordinates[i]);
        high[axis] = first ? coordinates[i] : std::max<double>(high[axis], coordinates[i]);
    }
    for (int axis = 0; axis < 3; ++axis) {
        m_centre[axis] = (low[axis] + high[axis]) / 2;
    }
    double farthest = 0;
    for (std::size_t i = 0; i < coordinates.size();) {
        double squares = 0;
        for (int axis = 0; axis < dimensions; ++axis, ++i) {
            squares += (coordinates[i] - m_centre[axis]) * (coordinates[i] - m_centre[axis]);
        }
        farthest = std::max(farthest, squares);
    }
    m_radius = farthest > 0 ? std::sqrt(farthest) : 1;
    m_extent = QRectF(0, 0, std::max(high[0] - low[0], m_radius * 1e-3),
        std::max(high[1] - low[1], m_radius * 1e-3));
}

MapCamera::Place MapCamera::turned(std::span<const float> place) const {
    const double x = place[0] - m_centre[0];
    const double y = place[1] - m_centre[1];
    if (m_dimensions < 3) {
        return {x, y, 0};
    }
    const double z = place[2] - m_centre[2];
    const double sideways = x * m_yaw.cosine + z * m_yaw.sine;
    const double inwards = z * m_yaw.cosine - x * m_yaw.sine;
    return {sideways, y * m_pitch.cosine - inwards * m_pitch.sine,
        inwards * m_pitch.cosine + y * m_pitch.sine};
}

double MapCamera::scale() const {
    const double room = m_dimensions < 3
        ? std::min(m_size.width() / m_extent.width(), m_size.height() / m_extent.height())
        : std::min(m_size.width(), m_size.height()) / (2 * m_radius);
    return room * Fill * m_zoom;
}

QPointF MapCamera::screen(std::span<const float> place) const {
    const auto [x, y, depth] = turned(place);
    const double unit = scale();
    return QPointF(m_size.width() / 2 + x * unit, m_size.height() / 2 - y * unit) + m_offset;
}

double MapCamera::nearness(std::span<const float> place) const {
    return m_dimensions < 3 ? 1 : std::clamp(0.5 - turned(place).depth / (2 * m_radius), 0.0, 1.0);
}

void MapCamera::zoomAt(const QPointF& pixel, double factor) {
    const double before = m_zoom;
    m_zoom = std::clamp(m_zoom * factor, LeastZoom, MostZoom);
    const QPointF centre(m_size.width() / 2, m_size.height() / 2);
    const QPointF away = pixel - centre - m_offset;
    m_offset = pixel - centre - away * (m_zoom / before);
}

void MapCamera::turn(double yaw, double pitch) {
    setAngles(
        m_yaw.radians + yaw, std::clamp(m_pitch.radians + pitch, -SteepestPitch, SteepestPitch));
}

void MapCamera::setAngles(double yaw, double pitch) {
    m_yaw = {yaw, std::sin(yaw), std::cos(yaw)};
    m_pitch = {pitch, std::sin(pitch), std::cos(pitch)};
}

} // namespace vitrine::widgets

#include "widgets/attention/links_geometry.h"

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {

LinksGeometry::LinksGeometry(const Metrics& metrics, int queries, int keys)
    : m_metrics(metrics), m_queries(queries), m_keys(keys) {
}

double LinksGeometry::height() const {
    return m_metrics.top + std::max(m_queries, m_keys) * m_metrics.rowHeight;
}

QRectF LinksGeometry::label(const Place& place) const {
    const double left = place.side == Side::Queries ? 0 : m_metrics.width - m_metrics.labelWidth;
    return {left, m_metrics.top + place.row * m_metrics.rowHeight, m_metrics.labelWidth,
        m_metrics.rowHeight};
}

QPainterPath LinksGeometry::curve(int query, int key) const {
    const QPointF from(curvesLeft(), middle({Side::Queries, query}));
    const QPointF to(curvesLeft() + curvesWidth(), middle({Side::Keys, key}));
    const double half = (from.x() + to.x()) / 2;
    QPainterPath path(from);
    path.cubicTo({half, from.y()}, {half, to.y()}, to);
    return path;
}

// The Bézier curve above at t is 1.5 t − 1.5 t² + t³ of the way to the right and 3 t² − 2 t³ of the
// way down.
LinksGeometry::Course LinksGeometry::courseAt(double share) {
    double low = 0;
    double high = 1;
    constexpr int halvings = 24;
    for (int i = 0; i < halvings; ++i) {
        const double t = (low + high) / 2;
        (t * (1.5 - t * (1.5 - t)) < share ? low : high) = t;
    }
    const double t = low;
    return {t * t * (3 - 2 * t), 6 * t * (1 - t) / (1.5 - 3 * t * (1 - t))};
}

int LinksGeometry::rowAt(double y) const {
    return static_cast<int>(std::floor((y - m_metrics.top) / m_metrics.rowHeight));
}

LinksGeometry::Place LinksGeometry::placeAt(const QPointF& point) const {
    const Side side = point.x() < m_metrics.width / 2 ? Side::Queries : Side::Keys;
    const int row = rowAt(point.y());
    const int rows = side == Side::Queries ? m_queries : m_keys;
    const bool there = row >= 0 && row < rows && label({side, row}).contains(point);
    return {side, there ? row : -1};
}

} // namespace vitrine::widgets

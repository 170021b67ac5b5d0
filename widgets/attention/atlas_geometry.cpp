#include "widgets/attention/atlas_geometry.h"

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {

AtlasGeometry::AtlasGeometry(const QSizeF& room, const Metrics& metrics, int rows, int columns)
    : m_metrics(metrics), m_rows(rows), m_columns(columns) {
    if (rows == 0 || columns == 0)
        return;
    const auto sideFor = [&](double length, int count) { return length / count - metrics.gap; };
    const double wide = sideFor(room.width() - metrics.left, columns);
    const double high = sideFor(room.height() - metrics.top, rows);
    m_side = std::min({wide, std::max(high, metrics.smallest), metrics.largest});
    m_side = std::max(std::floor(m_side), 1.0); // whole pixels, so that thumbnails stay sharp
}

QRectF AtlasGeometry::rect(int place) const {
    const double step = m_side + m_metrics.gap;
    return {m_metrics.left + place % m_columns * step, m_metrics.top + place / m_columns * step,
        m_side, m_side};
}

int AtlasGeometry::placeAt(const QPointF& point) const {
    const double step = m_side + m_metrics.gap;
    const auto column = static_cast<int>(std::floor((point.x() - m_metrics.left) / step));
    const auto row = static_cast<int>(std::floor((point.y() - m_metrics.top) / step));
    if (column < 0 || row < 0 || column >= m_columns || row >= m_rows)
        return -1;
    const int place = row * m_columns + column;
    return rect(place).contains(point) ? place : -1;
}

QSizeF AtlasGeometry::size() const {
    const double step = m_side + m_metrics.gap;
    return {m_metrics.left + m_columns * step, m_metrics.top + m_rows * step};
}

} // namespace vitrine::widgets

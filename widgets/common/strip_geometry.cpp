#include "widgets/common/strip_geometry.h"

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {

StripGeometry::StripGeometry(const Metrics& metrics, int rows, int columns)
    : m_metrics(metrics), m_rows(columns > 0 ? rows : 0), m_columns(columns) {
    const double width = std::max(metrics.width, metrics.smallestCell);
    const int fitting = static_cast<int>(width / metrics.smallestCell);
    const int lines = std::max(1, (columns + fitting - 1) / fitting);
    // Lines of one length: the last is not left with a few cells.
    m_perLine = std::max(1, (columns + lines - 1) / lines);
    m_side = std::clamp(width / m_perLine, metrics.smallestCell, metrics.largestCell);
}

int StripGeometry::linesPerRow() const {
    return (m_columns + m_perLine - 1) / m_perLine;
}

double StripGeometry::rowTop(int row) const {
    return row * (linesPerRow() * m_side + m_metrics.rowGap);
}

double StripGeometry::height() const {
    return m_rows > 0 ? rowTop(m_rows) - m_metrics.rowGap : 0;
}

QRectF StripGeometry::rowRect(int row) const {
    return {m_metrics.left, rowTop(row), m_perLine * m_side, linesPerRow() * m_side};
}

QRectF StripGeometry::cellRect(int row, int column) const {
    const int line = column / m_perLine;
    const int place = column % m_perLine;
    return {m_metrics.left + place * m_side, rowTop(row) + line * m_side, m_side, m_side};
}

int StripGeometry::cellAt(const QPointF& position) const {
    const double x = position.x() - m_metrics.left;
    if (m_rows == 0 || x < 0 || x >= m_perLine * m_side || position.y() < 0)
        return -1;
    const double rowHeight = rowTop(1);
    const int row = static_cast<int>(position.y() / rowHeight);
    const double inside = position.y() - row * rowHeight;
    const int line = static_cast<int>(inside / m_side);
    const int column = line * m_perLine + static_cast<int>(x / m_side);
    if (row >= m_rows || line >= linesPerRow() || column >= m_columns)
        return -1;
    return row * m_columns + column;
}

} // namespace vitrine::widgets

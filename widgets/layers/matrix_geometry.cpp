#include "widgets/layers/matrix_geometry.h"

#include <algorithm>

namespace vitrine::widgets {

MatrixGeometry::Cell MatrixGeometry::cellAt(const QPointF& point) const {
    if (m_rows == 0 || m_columns == 0 || !m_area.contains(point))
        return {};
    const auto part = [](double offset, double extent, int count) {
        return std::min(static_cast<int>(offset / extent * count), count - 1);
    };
    return {part(point.y() - m_area.top(), m_area.height(), m_rows),
        part(point.x() - m_area.left(), m_area.width(), m_columns)};
}

QRectF MatrixGeometry::rect(const Cell& cell) const {
    return rowRect(cell.row).intersected(columnRect(cell.column));
}

QRectF MatrixGeometry::rowRect(int row) const {
    const double height = m_area.height() / m_rows;
    return {m_area.left(), m_area.top() + row * height, m_area.width(), height};
}

QRectF MatrixGeometry::columnRect(int column) const {
    const double width = m_area.width() / m_columns;
    return {m_area.left() + column * width, m_area.top(), width, m_area.height()};
}

int MatrixGeometry::labelStep(double cellExtent, double extent) {
    // 1, 2, 5, 10, 20, 50 …: numbers that a reader expects at a scale.
    int step = 1;
    for (const int factor : {2, 5, 2}) {
        if (step * cellExtent >= extent)
            return step;
        step = factor == 5 ? step / 2 * 5 : step * factor;
    }
    return step * cellExtent >= extent || cellExtent <= 0 ? step
                                                          : 10 * labelStep(10 * cellExtent, extent);
}

} // namespace vitrine::widgets

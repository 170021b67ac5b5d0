#pragma once

#include <QPointF>
#include <QRectF>

namespace vitrine::widgets {

/// Where the cells of a matrix are that fills a rectangle.
class MatrixGeometry {
public:
    MatrixGeometry() = default;
    MatrixGeometry(const QRectF& area, int rows, int columns)
        : m_area(area), m_rows(rows), m_columns(columns) { }

    struct Cell {
        int row = -1;
        int column = -1;
        bool isValid() const { return row >= 0; }
        bool operator==(const Cell&) const = default;
    };

    const QRectF& area() const { return m_area; }
    /// Not valid outside.
    Cell cellAt(const QPointF& point) const;
    QRectF rect(const Cell& cell) const;
    QRectF rowRect(int row) const;
    QRectF columnRect(int column) const;
    /// Every how many rows (or columns) a label of `extent` pixels has room.
    static int labelStep(double cellExtent, double extent);

private:
    QRectF m_area;
    int m_rows = 0;
    int m_columns = 0;
};

} // namespace vitrine::widgets

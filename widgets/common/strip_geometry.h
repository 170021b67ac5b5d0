#pragma once

#include <QPointF>
#include <QRectF>

namespace vitrine::widgets {

/// Where the cells of a vector, or of several vectors of one length, stand: each vector begins on
/// a new line and goes on over as many lines as it needs. Cells are square.
class StripGeometry {
public:
    struct Metrics {
        double width = 0; ///< room for the cells
        double left = 0; ///< of the first cell: room for the vectors' names
        double smallestCell = 5; ///< a cell's side, where the vector needs several lines
        double largestCell = 14; ///< a cell's side, where the vector has room
        double rowGap = 4; ///< between two vectors
    };

    StripGeometry() = default;
    StripGeometry(const Metrics& metrics, int rows, int columns);

    int rows() const { return m_rows; }
    int columns() const { return m_columns; }
    double cellSide() const { return m_side; }
    /// Cells of one vector on one line.
    int cellsPerLine() const { return m_perLine; }
    /// Lines of one vector.
    int linesPerRow() const;
    double height() const;
    /// All lines of a vector.
    QRectF rowRect(int row) const;
    QRectF cellRect(int row, int column) const;
    /// row · columns + column; −1 outside.
    int cellAt(const QPointF& position) const;

private:
    double rowTop(int row) const;

    Metrics m_metrics;
    int m_rows = 0;
    int m_columns = 0;
    int m_perLine = 1;
    double m_side = 1;
};

} // namespace vitrine::widgets

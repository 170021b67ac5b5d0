#pragma once

#include <optional>

#include <QRectF>

namespace vitrine::widgets {

/// Which part of a matrix of square cells shows in a rectangle, and where its cells are in pixels.
/// It starts with the whole matrix; no cell is larger than the largest size given.
class MatrixViewport {
public:
    struct Cell {
        int row = 0;
        int column = 0;
        bool operator==(const Cell&) const = default;
    };
    /// Rows or columns [first, last).
    struct Range {
        int first = 0;
        int last = 0;
        bool operator==(const Range&) const = default;
    };

    MatrixViewport() = default;
    /// As setLargestCells().
    MatrixViewport(double zoomed, double fitted);

    /// The largest sizes of a cell in pixels: when zoomed in, and when the whole matrix shows.
    void setLargestCells(double zoomed, double fitted);

    int rows() const { return m_rows; }
    int columns() const { return m_columns; }
    bool isEmpty() const { return m_rows == 0 || m_columns == 0; }
    /// Another number of cells shows the whole matrix again.
    void setMatrix(int rows, int columns);
    /// Where the matrix is shown. The cell in the upper left corner stays there.
    void setArea(const QRectF& area);

    /// The whole matrix.
    void fit();
    bool isFitted() const { return m_fitted; }
    /// What is under `point` stays there.
    void zoomAt(const QPointF& point, double factor);
    /// As if the matrix were moved by hand.
    void pan(const QPointF& delta);
    /// The least move that shows the whole cell.
    void reveal(const Cell& cell);

    double cellSize() const { return m_cellSize; }
    /// The part of the area that cells cover.
    QRectF covered() const;
    double left(int column) const;
    double top(int row) const;
    QRectF rect(const Cell& cell) const;
    /// Those that show, in part too.
    Range visibleRows() const;
    Range visibleColumns() const;
    /// The row or column at a coordinate; unset outside what shows.
    std::optional<int> rowAt(double y) const;
    std::optional<int> columnAt(double x) const;
    std::optional<Cell> cellAt(const QPointF& point) const;

private:
    double fittedSize() const;
    void keepInside();

    double m_largestCell = 96;
    double m_largestFittedCell = 40;
    int m_rows = 0;
    int m_columns = 0;
    QRectF m_area;
    double m_cellSize = 1; ///< pixels
    QPointF m_scroll; ///< pixels of the matrix left of and above the area
    bool m_fitted = true;
};

} // namespace vitrine::widgets

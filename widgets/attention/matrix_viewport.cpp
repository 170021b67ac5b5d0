#include "widgets/attention/matrix_viewport.h"

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {

namespace {

MatrixViewport::Range visible(double scroll, double length, double cellSize, int count) {
    const auto first = static_cast<int>(std::floor(scroll / cellSize));
    const auto last = static_cast<int>(std::ceil((scroll + length) / cellSize));
    return {std::clamp(first, 0, count), std::clamp(last, 0, count)};
}

std::optional<int> indexAt(double place, double cellSize, int count) {
    const auto index = static_cast<int>(std::floor(place / cellSize));
    return index >= 0 && index < count ? std::optional(index) : std::nullopt;
}

/// The scroll nearest to `scroll` at which [start, start + size) shows in `length`.
double scrollTo(double scroll, double start, double size, double length) {
    return std::clamp(scroll, std::min(start + size - length, start), start);
}

} // namespace

MatrixViewport::MatrixViewport(double zoomed, double fitted)
    : m_largestCell(zoomed), m_largestFittedCell(fitted) {
}

void MatrixViewport::setLargestCells(double zoomed, double fitted) {
    m_largestCell = zoomed;
    m_largestFittedCell = fitted;
}

void MatrixViewport::setMatrix(int rows, int columns) {
    if (rows == m_rows && columns == m_columns)
        return;
    m_rows = rows;
    m_columns = columns;
    fit();
}

void MatrixViewport::setArea(const QRectF& area) {
    m_area = area;
    if (m_fitted)
        fit();
    else
        zoomAt(area.topLeft(), 1);
}

void MatrixViewport::fit() {
    m_fitted = true;
    m_cellSize = fittedSize();
    m_scroll = {};
}

void MatrixViewport::zoomAt(const QPointF& point, double factor) {
    const double least = fittedSize();
    const double size = std::clamp(m_cellSize * factor, least, std::max(m_largestCell, least));
    const QPointF inside = point - m_area.topLeft();
    m_scroll = (m_scroll + inside) * (size / m_cellSize) - inside;
    m_cellSize = size;
    m_fitted = size == least;
    keepInside();
}

void MatrixViewport::pan(const QPointF& delta) {
    m_scroll -= delta;
    keepInside();
}

void MatrixViewport::reveal(const Cell& cell) {
    m_scroll = {scrollTo(m_scroll.x(), cell.column * m_cellSize, m_cellSize, m_area.width()),
        scrollTo(m_scroll.y(), cell.row * m_cellSize, m_cellSize, m_area.height())};
    keepInside();
}

QRectF MatrixViewport::covered() const {
    const QSizeF whole(m_columns * m_cellSize, m_rows * m_cellSize);
    return {m_area.topLeft(), whole.boundedTo(m_area.size())};
}

double MatrixViewport::left(int column) const {
    return m_area.left() + column * m_cellSize - m_scroll.x();
}

double MatrixViewport::top(int row) const {
    return m_area.top() + row * m_cellSize - m_scroll.y();
}

QRectF MatrixViewport::rect(const Cell& cell) const {
    return {left(cell.column), top(cell.row), m_cellSize, m_cellSize};
}

MatrixViewport::Range MatrixViewport::visibleRows() const {
    return visible(m_scroll.y(), m_area.height(), m_cellSize, m_rows);
}

MatrixViewport::Range MatrixViewport::visibleColumns() const {
    return visible(m_scroll.x(), m_area.width(), m_cellSize, m_columns);
}

std::optional<int> MatrixViewport::rowAt(double y) const {
    if (y < m_area.top() || y >= m_area.bottom())
        return std::nullopt;
    return indexAt(y - m_area.top() + m_scroll.y(), m_cellSize, m_rows);
}

std::optional<int> MatrixViewport::columnAt(double x) const {
    if (x < m_area.left() || x >= m_area.right())
        return std::nullopt;
    return indexAt(x - m_area.left() + m_scroll.x(), m_cellSize, m_columns);
}

std::optional<MatrixViewport::Cell> MatrixViewport::cellAt(const QPointF& point) const {
    const auto row = rowAt(point.y());
    const auto column = columnAt(point.x());
    return row && column ? std::optional(Cell{*row, *column}) : std::nullopt;
}

double MatrixViewport::fittedSize() const {
    if (isEmpty() || m_area.isEmpty())
        return 1;
    return std::min({m_area.width() / m_columns, m_area.height() / m_rows, m_largestFittedCell});
}

void MatrixViewport::keepInside() {
    const auto kept = [](double scroll, double whole, double shown) {
        return std::clamp(scroll, 0.0, std::max(whole - shown, 0.0));
    };
    m_scroll = {kept(m_scroll.x(), m_columns * m_cellSize, m_area.width()),
        kept(m_scroll.y(), m_rows * m_cellSize, m_area.height())};
}

} // namespace vitrine::widgets

#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <QImage>
#include <QWidget>

#include "widgets/attention/heat_map_painter.h"
#include "widgets/common/figure.h"

namespace vitrine::widgets {

/// One attention head, or the difference of two, as a matrix: each row is a query that looks, each
/// column a key that is looked at. The wheel or a pinch zooms at the pointer, dragging pans, a
/// double click goes from the whole to readable cells and back. A click selects a cell, or at a
/// label its row or column; arrow keys move the selection, + − 0 zoom.
/// Positions in functions and signals are tokens; of a merged word, its first.
class AttentionHeatMap : public QWidget, public Figure {
    Q_OBJECT

public:
    explicit AttentionHeatMap(QWidget* parent);

    /// Null shows what to do instead. A picture with as many cells keeps what is in view.
    void setPicture(std::shared_ptr<const AttentionPicture> picture);
    const AttentionPicture* picture() const { return m_picture.get(); }
    void setColorMap(ColorMap map);
    /// The selected token of each axis, or -1. Emits nothing.
    void setSelection(int query, int key);
    /// (query, key) tokens that are set off as forced to be seen.
    void setForced(std::vector<std::pair<int, int>> pairs);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;
    const MatrixViewport& view() const { return m_view; }

public Q_SLOTS:
    /// Shows the whole matrix.
    void fit();
    /// By one step of the wheel, in the middle; as the keys + and − do.
    void zoomIn();
    void zoomOut();

Q_SIGNALS:
    /// -1, -1 when the pointer leaves the cells.
    void cellHovered(int query, int key);
    void cellSelected(int query, int key);
    void querySelected(int query);
    void keySelected(int key);
    /// The user asks what can be done with a cell.
    void cellMenuRequested(int query, int key, const QPoint& globalPosition);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    using Cell = MatrixViewport::Cell;

    bool isEmpty() const { return !m_picture || m_view.isEmpty(); }
    void relayout();
    void redraw();
    void retranslate();
    void describeSelection();
    void zoomAt(const QPointF& point, double factor);
    bool pinch(QEvent* event);
    void setHovered(std::optional<Cell> cell);
    void select(const QPointF& point);
    void selectCell(const Cell& cell);
    void moveSelection(int rows, int columns);
    QString cellText(const Cell& cell) const;
    HeatMapWords words(const MatrixViewport& view, double ratio) const;
    HeatMapPainter::Marks marks() const;

    std::shared_ptr<const AttentionPicture> m_picture;
    ColorMap m_colorMap = ColorMap::Sequential;
    MatrixViewport m_view;
    HeatMapLayout m_layout;
    double m_labelWidth = 0;
    QImage m_image; ///< of the cells in view; null where it is to be drawn anew
    std::optional<Cell> m_hovered;
    int m_query = -1; ///< token
    int m_key = -1; ///< token
    std::vector<std::pair<int, int>> m_forced;
    QPointF m_pressed;
    QPointF m_lastDrag;
    bool m_dragging = false;
};

} // namespace vitrine::widgets

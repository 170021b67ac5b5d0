#pragma once

#include <vector>

#include <QImage>
#include <QStringList>
#include <QWidget>

#include "widgets/common/figure.h"
#include "widgets/common/value_range.h"
#include "widgets/layers/matrix_geometry.h"

namespace vitrine::widgets {

class Theme;

/// A matrix as heat map that fills its room, with named or numbered axes. The pointer and the arrow
/// keys read single values.
class MatrixView : public QWidget, public Figure {
    Q_OBJECT

public:
    enum class Colors { Signed, Positive };

    explicit MatrixView(QWidget* parent);

    /// [rows, columns], row after row.
    void setMatrix(std::vector<float> values, int columns);
    void setColors(Colors colors);
    /// What stands below and at the left.
    void setAxes(const QString& rows, const QString& columns);
    /// Numbers from 0 where empty.
    void setRowNames(const QStringList& names);
    void setColumnNames(const QStringList& names);
    const QStringList& rowNames() const { return m_rowNames; }
    /// What is written in the cells, row after row, where they have room for it; empty: nothing.
    void setCellTexts(const QStringList& texts);
    /// For screen readers and the tooltip.
    void setName(const QString& name);
    void setSelectedCell(const MatrixGeometry::Cell& cell);
    const MatrixGeometry::Cell& selectedCell() const { return m_selected; }
    /// Frames these rows, and the columns of the same numbers: what is pointed at elsewhere.
    void setMarked(std::vector<int> lines);
    const std::vector<int>& marked() const { return m_marked; }
    const ValueRange& range() const { return m_range; }
    /// Where a cell shows, in pixels.
    QRectF cellRect(const MatrixGeometry::Cell& cell) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize figureSize() const override { return size(); }
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    void cellSelected(const vitrine::widgets::MatrixGeometry::Cell& cell);
    /// The pointer is at a cell, or at none (invalid).
    void cellHovered(const vitrine::widgets::MatrixGeometry::Cell& cell);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    int rows() const;
    MatrixGeometry geometryFor(const QSize& size) const;
    void recolor();
    void describe();
    void select(const MatrixGeometry::Cell& cell);
    void hover(const MatrixGeometry::Cell& cell);
    void paintCellTexts(
        QPainter& painter, const Theme& theme, const MatrixGeometry& geometry) const;
    void paintMarked(QPainter& painter, const Theme& theme, const MatrixGeometry& geometry) const;
    void paintAxes(QPainter& painter, const Theme& theme, const MatrixGeometry& geometry,
        const QSize& size) const;
    QString rowName(int row) const;
    QString columnName(int column) const;
    QString cellText(const MatrixGeometry::Cell& cell) const;

    std::vector<float> m_values;
    int m_columns = 0;
    Colors m_colors = Colors::Signed;
    QString m_rowAxis;
    QString m_columnAxis;
    QStringList m_rowNames;
    QStringList m_columnNames;
    QStringList m_cellTexts;
    QString m_name;
    ValueRange m_range;
    QImage m_image; ///< one pixel a cell
    MatrixGeometry::Cell m_selected;
    MatrixGeometry::Cell m_hovered;
    std::vector<int> m_marked;
};

} // namespace vitrine::widgets

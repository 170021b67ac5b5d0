#pragma once

#include <optional>
#include <vector>

#include <QStringList>
#include <QWidget>

#include "widgets/common/figure.h"
#include "widgets/common/strip_geometry.h"
#include "widgets/common/value_range.h"

namespace vitrine::widgets {

/// A vector as coloured cells, or several of one length below each other, such as one for each
/// head. The pointer and the arrow keys read single values; a long vector goes over several lines.
class VectorStrip : public QWidget, public Figure {
    Q_OBJECT

public:
    enum class Colors {
        Signed, ///< second ↔ surface ↔ accent: zero disappears
        Positive, ///< surface → accent: for weights and probabilities
    };

    explicit VectorStrip(QWidget* parent);

    /// [rows, columns], row after row. NaN is an empty cell.
    void setValues(std::vector<float> values, int rows = 1);
    const std::vector<float>& values() const { return m_values; }
    /// What the vector is called in formulas: "q".
    void setName(const QString& name);
    /// One for each row, at its left; none when empty.
    void setRowNames(const QStringList& names);
    /// One for each column, such as tokens; columns are counted from 1 when empty.
    void setColumnNames(const QStringList& names);
    void setColors(Colors colors);
    /// What has the full colours; the values' own largest when unset.
    void setRange(const std::optional<ValueRange>& range);
    /// Frames one cell, such as the one pointed at in a strip beside this; −1 for none.
    void setMarked(int cell);
    int marked() const { return m_marked; }
    /// The sides of a cell at 100 % zoom.
    void setCellSides(double smallest, double largest);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    /// row · columns + column; −1 when the pointer leaves.
    void cellHovered(int cell);
    void cellSelected(int cell);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    StripGeometry geometryFor(int width) const;
    int columns() const;
    ValueRange range() const;
    void describe();
    void relayout();
    void hover(int cell);
    void paintRow(QPainter& painter, const StripGeometry& geometry, int row) const;
    void paintRowName(QPainter& painter, const StripGeometry& geometry, int row) const;
    QString cellText(int cell) const;

    std::vector<float> m_values;
    int m_rows = 1;
    QString m_name;
    QStringList m_rowNames;
    QStringList m_columnNames;
    Colors m_colors = Colors::Signed;
    std::optional<ValueRange> m_range;
    double m_smallestCell = 5;
    double m_largestCell = 14;
    int m_marked = -1;
    int m_hovered = -1;
};

} // namespace vitrine::widgets

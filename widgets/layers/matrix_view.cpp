#include "widgets/layers/matrix_view.h"

#include <algorithm>
#include <utility>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include "widgets/common/matrix_image.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"

namespace vitrine::widgets {

namespace {

constexpr double widestName = 84;
constexpr double axisGap = 6;
constexpr double columnLabelRoom = 44;

} // namespace

MatrixView::MatrixView(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    describe();
}

void MatrixView::setMatrix(std::vector<float> values, int columns) {
    m_values = std::move(values);
    m_columns = columns;
    m_hovered = {};
    m_marked.clear();
    if (m_selected.row >= rows() || m_selected.column >= m_columns)
        m_selected = {};
    recolor();
    describe();
}

void MatrixView::setColors(Colors colors) {
    m_colors = colors;
    recolor();
}

void MatrixView::setAxes(const QString& rows, const QString& columns) {
    m_rowAxis = rows;
    m_columnAxis = columns;
    update();
}

void MatrixView::setRowNames(const QStringList& names) {
    m_rowNames = names;
    update();
}

void MatrixView::setColumnNames(const QStringList& names) {
    m_columnNames = names;
    update();
}

void MatrixView::setCellTexts(const QStringList& texts) {
    m_cellTexts = texts;
    update();
}

void MatrixView::setName(const QString& name) {
    m_name = name;
    describe();
}

void MatrixView::setSelectedCell(const MatrixGeometry::Cell& cell) {
    m_selected = cell.row < rows() && cell.column < m_columns ? cell : MatrixGeometry::Cell();
    describe();
    update();
}

void MatrixView::setMarked(std::vector<int> lines) {
    if (lines != m_marked) {
        m_marked = std::move(lines);
        update();
    }
}

QRectF MatrixView::cellRect(const MatrixGeometry::Cell& cell) const {
    return geometryFor(size()).rect(cell);
}

QSize MatrixView::sizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(420), theme.px(260)};
}

QSize MatrixView::minimumSizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(180), theme.px(120)};
}

void MatrixView::paintFigure(QPainter& painter, const QSize& size) const {
    if (m_image.isNull())
        return;
    const Theme theme = Theme::of(this);
    const MatrixGeometry geometry = geometryFor(size);
    drawMatrix(painter, geometry.area(), m_image);
    paintCellTexts(painter, theme, geometry);
    painter.setPen(QPen(theme.color(ColorRole::Line), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(geometry.area());
    paintAxes(painter, theme, geometry, size);
}

void MatrixView::paintCellTexts(
    QPainter& painter, const Theme& theme, const MatrixGeometry& geometry) const {
    constexpr double Halfway = 0.5; // of the colours, where their contrast with the text turns
    painter.setFont(theme.monoFont(TextSize::Caption));
    const QFontMetrics metrics(painter.font());
    for (qsizetype i = 0; i < m_cellTexts.size(); ++i) {
        const auto cell
            = geometry.rect({static_cast<int>(i) / m_columns, static_cast<int>(i) % m_columns});
        if (metrics.horizontalAdvance(m_cellTexts[i]) > cell.width()
            || metrics.height() > cell.height())
            continue;
        const bool strong = m_range.share(m_values[static_cast<std::size_t>(i)]) > Halfway;
        painter.setPen(theme.color(strong ? ColorRole::Surface : ColorRole::Text));
        painter.drawText(cell, Qt::AlignCenter, m_cellTexts[i]);
    }
}

void MatrixView::paintEvent(QPaintEvent* /*event*/) {
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    paintFigure(painter, size());
    const MatrixGeometry geometry = geometryFor(size());
    const auto frame = [&](const MatrixGeometry::Cell& cell, const QPen& pen) {
        if (!cell.isValid())
            return;
        painter.setPen(pen);
        painter.drawRect(geometry.rect(cell).adjusted(-1, -1, 1, 1));
    };
    painter.setBrush(Qt::NoBrush);
    paintMarked(painter, theme, geometry);
    frame(m_hovered, QPen(theme.color(ColorRole::Text), 1));
    frame(m_selected, QPen(theme.color(ColorRole::Accent), theme.px(2)));
    if (hasFocus() && !m_selected.isValid() && !m_image.isNull()) {
        painter.setPen(QPen(theme.color(ColorRole::Accent), 1));
        painter.drawRect(geometry.area());
    }
}

void MatrixView::keyPressEvent(QKeyEvent* event) {
    MatrixGeometry::Cell target = m_selected;
    switch (event->key()) {
    case Qt::Key_Left:
        --target.column;
        break;
    case Qt::Key_Right:
        ++target.column;
        break;
    case Qt::Key_Up:
        --target.row;
        break;
    case Qt::Key_Down:
        ++target.row;
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    if (m_image.isNull())
        return;
    select({std::clamp(target.row, 0, rows() - 1), std::clamp(target.column, 0, m_columns - 1)});
}

void MatrixView::mousePressEvent(QMouseEvent* event) {
    const auto cell = geometryFor(size()).cellAt(event->position());
    if (event->button() == Qt::LeftButton && cell.isValid())
        select(cell);
}

void MatrixView::mouseMoveEvent(QMouseEvent* event) {
    hover(geometryFor(size()).cellAt(event->position()));
}

void MatrixView::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    hover({});
}

void MatrixView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void MatrixView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

void MatrixView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (isThemeChange(*event))
        recolor();
    else if (event->type() == QEvent::LanguageChange)
        describe();
}

bool MatrixView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(
            help->globalPos(), m_hovered.isValid() ? cellText(m_hovered) : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

int MatrixView::rows() const {
    return m_columns > 0 ? static_cast<int>(m_values.size()) / m_columns : 0;
}

MatrixGeometry MatrixView::geometryFor(const QSize& size) const {
    const Theme theme = Theme::of(this);
    const QFontMetricsF metrics(theme.monoFont(TextSize::Rail));
    double names = metrics.horizontalAdvance(QString::number(rows()));
    for (const QString& name : m_rowNames)
        names = std::max(names, metrics.horizontalAdvance(name));
    // Names of axes take room only where there are some.
    const double rowAxis = m_rowAxis.isEmpty() ? 0 : metrics.height() + theme.px(axisGap);
    const double columnAxis = m_columnAxis.isEmpty() ? 0 : metrics.height() + theme.px(axisGap);
    const double left = theme.px(axisGap) + rowAxis + std::min<double>(names, theme.px(widestName));
    const double bottom = metrics.height() + theme.px(axisGap) + columnAxis;
    const QRectF area(
        left, 1, std::max(1.0, size.width() - left - 2), std::max(1.0, size.height() - bottom - 1));
    return {area, rows(), m_columns};
}

void MatrixView::recolor() {
    const Theme theme = Theme::of(this);
    const bool isSigned = m_colors == Colors::Signed;
    m_range = isSigned ? ValueRange::symmetric(m_values) : ValueRange::positive(m_values);
    m_image = matrixImage(m_values, m_columns,
        isSigned ? ColorScale::difference(theme) : ColorScale::sequential(theme), m_range);
    update();
}

void MatrixView::describe() {
    //: %1 is what the matrix holds
    setAccessibleName(tr("Heat map: %1").arg(m_name));
    setAccessibleDescription(
        m_selected.isValid() ? cellText(m_selected) : tr("Arrow keys read the values"));
}

void MatrixView::select(const MatrixGeometry::Cell& cell) {
    setSelectedCell(cell);
    Q_EMIT cellSelected(cell);
}

void MatrixView::hover(const MatrixGeometry::Cell& cell) {
    if (std::exchange(m_hovered, cell) != cell) {
        update();
        Q_EMIT cellHovered(cell);
    }
}

void MatrixView::paintMarked(
    QPainter& painter, const Theme& theme, const MatrixGeometry& geometry) const {
    painter.setPen(QPen(theme.color(ColorRole::Text), 1));
    for (const int line : m_marked) {
        if (line < rows())
            painter.drawRect(geometry.rowRect(line));
        if (line < m_columns)
            painter.drawRect(geometry.columnRect(line));
    }
}

void MatrixView::paintAxes(QPainter& painter, const Theme& theme, const MatrixGeometry& geometry,
    const QSize& size) const {
    const QRectF area = geometry.area();
    const QFont labels = theme.monoFont(TextSize::Rail);
    const QFontMetricsF metrics(labels);
    const double gap = theme.px(axisGap);
    painter.setFont(labels);
    painter.setPen(theme.color(ColorRole::Secondary));
    const int rowStep = MatrixGeometry::labelStep(area.height() / rows(), metrics.height());
    const double nameLeft = m_rowAxis.isEmpty() ? 0 : metrics.height() + gap;
    for (int row = 0; row < rows(); row += rowStep) {
        const QRectF cell = geometry.rowRect(row);
        const QRectF room(nameLeft, std::max(0.0, cell.center().y() - metrics.height() / 2),
            area.left() - gap / 2 - nameLeft, metrics.height());
        painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter,
            metrics.elidedText(rowName(row), Qt::ElideRight, room.width()));
    }
    double widest = 0;
    for (int column = 0; column < m_columns; ++column)
        widest = std::max(widest, metrics.horizontalAdvance(columnName(column)));
    const int columnStep = MatrixGeometry::labelStep(
        area.width() / m_columns, std::min<double>(widest + gap, theme.px(columnLabelRoom)));
    for (int column = 0; column < m_columns; column += columnStep) {
        const QRectF cell = geometry.columnRect(column);
        const double width = std::max<double>(columnStep * cell.width(), 1);
        const double left = std::min(cell.center().x() - width / 2, size.width() - width);
        painter.drawText(QRectF(left, area.bottom() + gap / 2, width, metrics.height()),
            Qt::AlignHCenter | Qt::AlignVCenter,
            metrics.elidedText(columnName(column), Qt::ElideRight, width));
    }
    painter.setFont(theme.font(TextSize::Rail));
    painter.drawText(
        QRectF(area.left(), area.bottom() + gap + metrics.height(), area.width(), metrics.height()),
        Qt::AlignCenter, m_columnAxis);
    painter.save();
    painter.translate(0, area.bottom());
    painter.rotate(-90);
    painter.drawText(QRectF(0, 0, area.height(), metrics.height()), Qt::AlignCenter, m_rowAxis);
    painter.restore();
}

QString MatrixView::rowName(int row) const {
    return row < m_rowNames.size() ? m_rowNames[row] : QString::number(row);
}

QString MatrixView::columnName(int column) const {
    return column < m_columnNames.size() ? m_columnNames[column] : QString::number(column);
}

QString MatrixView::cellText(const MatrixGeometry::Cell& cell) const {
    const auto index = static_cast<std::size_t>(cell.row) * static_cast<std::size_t>(m_columns)
        + static_cast<std::size_t>(cell.column);
    return QStringLiteral("%1 · %2: %3")
        .arg(rowName(cell.row), columnName(cell.column), formatValue(m_values[index]));
}

} // namespace vitrine::widgets

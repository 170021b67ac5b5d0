#include "widgets/attention/attention_heat_map.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QContextMenuEvent>
#include <QGestureEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QPinchGesture>
#include <QToolTip>
#include <QWheelEvent>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"

namespace vitrine::widgets {

namespace {

constexpr double wheelStep = 1.2; // zoom of one notch
constexpr double notch = 120;
constexpr double largestCell = 96;
constexpr double largestFittedCell = 40;
constexpr double readableCell = 26; // a token's label beside it
constexpr double figureCell = 22; // of a figure, where its text is short
constexpr double longestFigure = 1400; // pixels of the cells on a side

} // namespace

AttentionHeatMap::AttentionHeatMap(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    grabGesture(Qt::PinchGesture);
    retranslate();
    relayout();
}

void AttentionHeatMap::setPicture(std::shared_ptr<const AttentionPicture> picture) {
    m_picture = std::move(picture);
    m_hovered.reset();
    relayout();
    describeSelection();
}

void AttentionHeatMap::setColorMap(ColorMap map) {
    m_colorMap = map;
    redraw();
}

void AttentionHeatMap::setSelection(int query, int key) {
    m_query = query;
    m_key = key;
    describeSelection();
    update();
}

void AttentionHeatMap::setForced(std::vector<std::pair<int, int>> pairs) {
    m_forced = std::move(pairs);
    update();
}

QSize AttentionHeatMap::sizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(560), theme.px(480)};
}

QSize AttentionHeatMap::minimumSizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(240), theme.px(200)};
}

QSize AttentionHeatMap::figureSize() const {
    if (isEmpty())
        return size();
    const Theme theme = Theme::of(this);
    const int longest = std::max(m_view.rows(), m_view.columns());
    const double cell = std::min<double>(theme.px(figureCell), longestFigure / longest);
    const QSizeF around = size().toSizeF() - m_layout.cells.size();
    return (QSizeF(m_view.columns() * cell, m_view.rows() * cell) + around).toSize();
}

void AttentionHeatMap::paintFigure(QPainter& painter, const QSize& size) const {
    if (isEmpty())
        return;
    const Theme theme = Theme::of(this);
    const HeatMapLayout layout(size, HeatMapPainter::metrics(theme, m_labelWidth));
    MatrixViewport view(theme.px(largestCell), theme.px(largestFittedCell));
    view.setArea(layout.cells);
    view.setMatrix(m_view.rows(), m_view.columns());
    const HeatMapPainter map(theme, *m_picture, layout, view);
    const auto scale = colorScaleOf(m_colorMap, m_picture->cells().difference, theme);
    const double ratio = painter.device()->devicePixelRatioF();
    auto selected = marks();
    selected.hoveredQuery = selected.hoveredKey = -1;
    map.paint(painter, map.image(scale, ratio), scale, words(view, ratio), selected);
}

void AttentionHeatMap::fit() {
    m_view.fit();
    redraw();
}

void AttentionHeatMap::zoomIn() {
    zoomAt(m_layout.cells.center(), wheelStep);
}

void AttentionHeatMap::zoomOut() {
    zoomAt(m_layout.cells.center(), 1 / wheelStep);
}

bool AttentionHeatMap::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto cell = isEmpty() ? std::nullopt : m_view.cellAt(help->pos());
        QToolTip::showText(help->globalPos(), cell ? cellText(*cell) : toolTip(), this);
        return true;
    }
    return pinch(event) || QWidget::event(event);
}

void AttentionHeatMap::paintEvent(QPaintEvent* /*event*/) {
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    if (isEmpty()) {
        painter.setFont(theme.font(TextSize::Body));
        painter.setPen(theme.color(ColorRole::Secondary));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
            tr("Write a text above: who looks at whom shows here."));
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const HeatMapPainter map(theme, *m_picture, m_layout, m_view);
    const auto scale = colorScaleOf(m_colorMap, m_picture->cells().difference, theme);
    if (m_image.isNull())
        m_image = map.image(scale, devicePixelRatioF());
    map.paint(painter, m_image, scale, words(m_view, devicePixelRatioF()), marks());
    if (hasFocus()) {
        painter.setPen(QPen(theme.color(ColorRole::Accent), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(m_view.covered().adjusted(-0.5, -0.5, 0.5, 0.5));
    }
}

void AttentionHeatMap::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    relayout();
}

void AttentionHeatMap::keyPressEvent(QKeyEvent* event) {
    if (isEmpty() || event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) {
        QWidget::keyPressEvent(event);
        return;
    }
    const auto rows = m_view.visibleRows();
    const int page = std::max(rows.last - rows.first - 1, 1);
    switch (event->key()) {
    case Qt::Key_Left:
        return moveSelection(0, -1);
    case Qt::Key_Right:
        return moveSelection(0, 1);
    case Qt::Key_Up:
        return moveSelection(-1, 0);
    case Qt::Key_Down:
        return moveSelection(1, 0);
    case Qt::Key_PageUp:
        return moveSelection(-page, 0);
    case Qt::Key_PageDown:
        return moveSelection(page, 0);
    case Qt::Key_Home:
        return moveSelection(0, -m_view.columns());
    case Qt::Key_End:
        return moveSelection(0, m_view.columns());
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomIn();
    case Qt::Key_Minus:
        return zoomOut();
    case Qt::Key_0:
        return fit();
    default:
        QWidget::keyPressEvent(event);
    }
}

void AttentionHeatMap::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = event->position();
    m_lastDrag = m_pressed;
    m_dragging = false;
}

void AttentionHeatMap::mouseMoveEvent(QMouseEvent* event) {
    if (isEmpty())
        return;
    if (!(event->buttons() & Qt::LeftButton)) {
        setHovered(m_view.cellAt(event->position()));
        return;
    }
    if ((event->position() - m_pressed).manhattanLength() >= QApplication::startDragDistance())
        m_dragging = true;
    if (!m_dragging)
        return;
    m_view.pan(event->position() - m_lastDrag);
    m_lastDrag = event->position();
    redraw();
}

void AttentionHeatMap::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && !std::exchange(m_dragging, false) && !isEmpty())
        select(event->position());
}

void AttentionHeatMap::mouseDoubleClickEvent(QMouseEvent* event) {
    if (isEmpty() || event->button() != Qt::LeftButton)
        return;
    const double readable = Theme::of(this).px(readableCell);
    if (m_view.isFitted() && m_view.cellSize() < readable)
        zoomAt(event->position(), readable / m_view.cellSize());
    else
        fit();
}

void AttentionHeatMap::wheelEvent(QWheelEvent* event) {
    if (isEmpty() || event->modifiers() & Qt::ControlModifier) {
        event->ignore(); // the window's own zoom
        return;
    }
    zoomAt(event->position(), std::pow(wheelStep, event->angleDelta().y() / notch));
    event->accept();
}

void AttentionHeatMap::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    setHovered(std::nullopt);
}

void AttentionHeatMap::contextMenuEvent(QContextMenuEvent* event) {
    if (isEmpty())
        return;
    const AttentionCells& cells = m_picture->cells();
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const Cell selected{cells.queryOf(m_query), cells.keyOf(m_key)};
    const auto cell = !byKey                        ? m_view.cellAt(event->pos())
        : selected.row >= 0 && selected.column >= 0 ? std::optional(selected)
                                                    : std::nullopt;
    if (!cell)
        return;
    selectCell(*cell);
    const QPoint place
        = byKey ? mapToGlobal(m_view.rect(*cell).bottomLeft().toPoint()) : event->globalPos();
    Q_EMIT cellMenuRequested(m_query, m_key, place);
}

void AttentionHeatMap::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (isThemeChange(*event))
        relayout();
    else if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void AttentionHeatMap::relayout() {
    const Theme theme = Theme::of(this);
    m_labelWidth = m_picture ? HeatMapPainter::longestLabel(theme, m_picture->cells()) : 0;
    m_layout = HeatMapLayout(size(), HeatMapPainter::metrics(theme, m_labelWidth));
    m_view.setLargestCells(theme.px(largestCell), theme.px(largestFittedCell));
    m_view.setArea(m_layout.cells);
    if (m_picture)
        m_view.setMatrix(m_picture->cells().rows(), m_picture->cells().columns());
    redraw();
}

void AttentionHeatMap::redraw() {
    m_image = {};
    update();
}

void AttentionHeatMap::retranslate() {
    setAccessibleName(tr("Attention weights"));
    describeSelection();
    update();
}

void AttentionHeatMap::describeSelection() {
    const int row = m_picture ? m_picture->cells().queryOf(m_query) : -1;
    const int column = m_picture ? m_picture->cells().keyOf(m_key) : -1;
    setAccessibleDescription(row >= 0 && column >= 0
            ? cellText({row, column})
            : tr("Rows are queries, columns are keys; arrow keys move from cell to cell"));
}

void AttentionHeatMap::zoomAt(const QPointF& point, double factor) {
    m_view.zoomAt(point, factor);
    redraw();
}

bool AttentionHeatMap::pinch(QEvent* event) {
    if (isEmpty())
        return false;
    if (event->type() == QEvent::NativeGesture) { // of a touch pad
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() != Qt::ZoomNativeGesture)
            return false;
        zoomAt(gesture->position(), 1 + gesture->value());
        return true;
    }
    if (event->type() != QEvent::Gesture) // of a touch screen
        return false;
    auto* gesture = static_cast<QGestureEvent*>(event)->gesture(Qt::PinchGesture);
    const auto* pinched = static_cast<QPinchGesture*>(gesture);
    if (!pinched)
        return false;
    zoomAt(mapFromGlobal(pinched->centerPoint()), pinched->scaleFactor());
    return true;
}

void AttentionHeatMap::setHovered(std::optional<Cell> cell) {
    if (cell == m_hovered)
        return;
    m_hovered = cell;
    update();
    if (!cell) {
        Q_EMIT cellHovered(-1, -1);
        return;
    }
    const AttentionCells& cells = m_picture->cells();
    Q_EMIT cellHovered(cells.queries[static_cast<std::size_t>(cell->row)].first,
        cells.keys[static_cast<std::size_t>(cell->column)].first);
}

void AttentionHeatMap::select(const QPointF& point) {
    const AttentionCells& cells = m_picture->cells();
    const auto row = m_view.rowAt(point.y());
    const auto column = m_view.columnAt(point.x());
    if (row && column) {
        selectCell({*row, *column});
    } else if (row && point.x() < m_layout.cells.left()) {
        setSelection(cells.queries[static_cast<std::size_t>(*row)].first, -1);
        Q_EMIT querySelected(m_query);
    } else if (column && point.y() < m_layout.cells.top()) {
        setSelection(-1, cells.keys[static_cast<std::size_t>(*column)].first);
        Q_EMIT keySelected(m_key);
    }
}

void AttentionHeatMap::selectCell(const Cell& cell) {
    const AttentionCells& cells = m_picture->cells();
    setSelection(cells.queries[static_cast<std::size_t>(cell.row)].first,
        cells.keys[static_cast<std::size_t>(cell.column)].first);
    Q_EMIT cellSelected(m_query, m_key);
}

void AttentionHeatMap::moveSelection(int rows, int columns) {
    const AttentionCells& cells = m_picture->cells();
    Cell cell{cells.queryOf(m_query), cells.keyOf(m_key)};
    const bool begins = cell.row < 0 && cell.column < 0;
    cell = begins ? Cell{m_view.visibleRows().first, m_view.visibleColumns().first}
                  : Cell{std::max(cell.row, 0) + rows, std::max(cell.column, 0) + columns};
    cell = {std::clamp(cell.row, 0, m_view.rows() - 1),
        std::clamp(cell.column, 0, m_view.columns() - 1)};
    m_view.reveal(cell);
    redraw();
    selectCell(cell);
}

QString AttentionHeatMap::cellText(const Cell& cell) const {
    const AttentionCells& cells = m_picture->cells();
    const AttentionEntry& query = cells.queries[static_cast<std::size_t>(cell.row)];
    const AttentionEntry& key = cells.keys[static_cast<std::size_t>(cell.column)];
    //: two tokens with their numbers: the one that looks and the one that is looked at
    const QString pair
        = tr("%1 (%2) → %3 (%4)")
              .arg(query.text, formatCount(query.first + 1), key.text, formatCount(key.first + 1));
    switch (cells.visibility(cell.row, cell.column)) {
    case AttentionCells::Visibility::Causal:
        return tr("%1: masked, the key comes after the query").arg(pair);
    case AttentionCells::Visibility::Forbidden:
        return tr("%1: forbidden by you").arg(pair);
    case AttentionCells::Visibility::Visible:
        break;
    }
    const double value = cells.at(cell.row, cell.column);
    return cells.difference
        ? tr("%1: difference of the weights %2").arg(pair, formatNumber(value, 3))
        : tr("%1: weight %2").arg(pair, formatProbability(value));
}

HeatMapWords AttentionHeatMap::words(const MatrixViewport& view, double ratio) const {
    HeatMapWords words;
    words.queries = tr("query (looks)");
    words.keys = tr("key (is looked at)");
    words.largestOfRow = tr("row's largest");
    const int pooled = m_picture->pooled(view.cellSize() * ratio);
    if (pooled > 1)
        words.footer = m_picture->cells().difference
            ? tr("Approximate: each pixel is the largest difference of %1 × %1 cells").arg(pooled)
            : tr("Approximate: each pixel is the largest of %1 × %1 weights").arg(pooled);
    return words;
}

HeatMapPainter::Marks AttentionHeatMap::marks() const {
    const AttentionCells& cells = m_picture->cells();
    HeatMapPainter::Marks marks;
    if (m_hovered) {
        marks.hoveredQuery = m_hovered->row;
        marks.hoveredKey = m_hovered->column;
    }
    marks.query = cells.queryOf(m_query);
    marks.key = cells.keyOf(m_key);
    marks.forced = m_forced;
    return marks;
}

} // namespace vitrine::widgets

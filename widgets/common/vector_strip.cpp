#include "widgets/common/vector_strip.h"

#include <algorithm>
#include <cmath>
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

constexpr double rowGap = 4;
constexpr double nameGap = 8;
constexpr double edge = 1; // keeps the mark of an outer cell inside
constexpr double smallestSeparated = 6; // a cell's side from which lines part the cells

} // namespace

VectorStrip::VectorStrip(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    describe();
}

void VectorStrip::setValues(std::vector<float> values, int rows) {
    m_values = std::move(values);
    m_rows = std::max(rows, 1);
    m_hovered = -1;
    if (m_marked >= static_cast<int>(m_values.size()))
        m_marked = -1;
    relayout();
}

void VectorStrip::setName(const QString& name) {
    m_name = name;
    describe();
}

void VectorStrip::setRowNames(const QStringList& names) {
    m_rowNames = names;
    relayout();
}

void VectorStrip::setColumnNames(const QStringList& names) {
    m_columnNames = names;
}

void VectorStrip::setColors(Colors colors) {
    m_colors = colors;
    update();
}

void VectorStrip::setRange(const std::optional<ValueRange>& range) {
    m_range = range;
    update();
}

void VectorStrip::setMarked(int cell) {
    m_marked = cell < static_cast<int>(m_values.size()) ? cell : -1;
    describe();
    update();
}

void VectorStrip::setCellSides(double smallest, double largest) {
    m_smallestCell = smallest;
    m_largestCell = largest;
    relayout();
}

int VectorStrip::heightForWidth(int width) const {
    const int edges = 2 * Theme::of(this).px(edge);
    return static_cast<int>(std::ceil(geometryFor(width).height())) + edges;
}

QSize VectorStrip::sizeHint() const {
    const int width = Theme::of(this).px(240);
    return {width, heightForWidth(width)};
}

QSize VectorStrip::minimumSizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(80), theme.px(m_smallestCell)};
}

QSize VectorStrip::figureSize() const {
    return {width(), heightForWidth(width())};
}

void VectorStrip::paintFigure(QPainter& painter, const QSize& size) const {
    const int margin = Theme::of(this).px(edge);
    painter.translate(margin, margin);
    const StripGeometry geometry = geometryFor(size.width());
    for (int row = 0; row < geometry.rows(); ++row) {
        paintRowName(painter, geometry, row);
        paintRow(painter, geometry, row);
    }
    painter.translate(-margin, -margin);
}

void VectorStrip::paintEvent(QPaintEvent* /*event*/) {
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    paintFigure(painter, size());
    const StripGeometry geometry = geometryFor(width());
    const int margin = theme.px(edge);
    painter.translate(margin, margin);
    painter.setBrush(Qt::NoBrush);
    const auto frame = [&](int cell, ColorRole role) {
        if (cell < 0 || columns() == 0)
            return;
        painter.setPen(QPen(theme.color(role), theme.px(2)));
        painter.drawRect(geometry.cellRect(cell / columns(), cell % columns()));
    };
    frame(m_hovered, ColorRole::Text);
    frame(m_marked, ColorRole::Accent);
    if (hasFocus() && m_marked < 0 && geometry.rows() > 0) {
        painter.setPen(QPen(theme.color(ColorRole::Accent), 1));
        painter.drawRect(geometry.rowRect(0).united(geometry.rowRect(geometry.rows() - 1)));
    }
}

void VectorStrip::keyPressEvent(QKeyEvent* event) {
    const StripGeometry geometry = geometryFor(width());
    const int last = static_cast<int>(m_values.size()) - 1;
    int target = std::max(m_marked, 0);
    switch (event->key()) {
    case Qt::Key_Left:
        target -= 1;
        break;
    case Qt::Key_Right:
        target += m_marked < 0 ? 0 : 1;
        break;
    case Qt::Key_Up:
        target -= std::min(geometry.cellsPerLine(), columns());
        break;
    case Qt::Key_Down:
        target += std::min(geometry.cellsPerLine(), columns());
        break;
    case Qt::Key_Home:
        target = 0;
        break;
    case Qt::Key_End:
        target = last;
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    if (target >= 0 && target <= last) {
        setMarked(target);
        Q_EMIT cellSelected(target);
    }
}

void VectorStrip::mouseMoveEvent(QMouseEvent* event) {
    const double margin = Theme::of(this).px(edge);
    hover(geometryFor(width()).cellAt(event->position() - QPointF(margin, margin)));
}

void VectorStrip::mousePressEvent(QMouseEvent* event) {
    mouseMoveEvent(event);
    if (event->button() == Qt::LeftButton && m_hovered >= 0) {
        setMarked(m_hovered);
        Q_EMIT cellSelected(m_hovered);
    }
}

void VectorStrip::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    hover(-1);
}

void VectorStrip::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void VectorStrip::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

void VectorStrip::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (isThemeChange(*event))
        relayout();
    else if (event->type() == QEvent::LanguageChange)
        describe();
}

bool VectorStrip::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(
            help->globalPos(), m_hovered >= 0 ? cellText(m_hovered) : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

StripGeometry VectorStrip::geometryFor(int width) const {
    const Theme theme = Theme::of(this);
    const QFontMetrics names(theme.font(TextSize::Caption));
    double left = 0;
    for (const QString& name : m_rowNames)
        left = std::max<double>(left, names.horizontalAdvance(name) + theme.px(nameGap));
    StripGeometry::Metrics metrics;
    metrics.left = left;
    metrics.width = width - left - 2 * theme.px(edge);
    metrics.smallestCell = theme.px(m_smallestCell);
    metrics.largestCell = theme.px(m_largestCell);
    metrics.rowGap = theme.px(rowGap);
    return {metrics, m_rows, columns()};
}

int VectorStrip::columns() const {
    return static_cast<int>(m_values.size()) / m_rows;
}

ValueRange VectorStrip::range() const {
    if (m_range)
        return *m_range;
    return m_colors == Colors::Signed ? ValueRange::symmetric(m_values)
                                      : ValueRange::positive(m_values);
}

void VectorStrip::describe() {
    //: %1 is a formula's letter, such as q
    setAccessibleName(tr("Vector %1").arg(m_name));
    setAccessibleDescription(m_marked >= 0
            ? cellText(m_marked)
            : tr("%n value(s); arrow keys read them", nullptr, columns()));
}

void VectorStrip::relayout() {
    describe();
    updateGeometry();
    update();
}

void VectorStrip::hover(int cell) {
    if (std::exchange(m_hovered, cell) == cell)
        return;
    update();
    Q_EMIT cellHovered(cell);
}

void VectorStrip::paintRow(QPainter& painter, const StripGeometry& geometry, int row) const {
    const Theme theme = Theme::of(this);
    const ColorScale scale = m_colors == Colors::Signed ? ColorScale::difference(theme)
                                                        : ColorScale::sequential(theme);
    const std::span<const float> values(m_values);
    const ValueRange shown = range();
    painter.setPen(QPen(theme.color(ColorRole::Line), 1));
    for (int first = 0; first < columns(); first += geometry.cellsPerLine()) {
        const int count = std::min(geometry.cellsPerLine(), columns() - first);
        const QRectF line
            = geometry.cellRect(row, first).united(geometry.cellRect(row, first + count - 1));
        const auto start = static_cast<std::size_t>(row * columns() + first);
        drawMatrix(painter, line,
            matrixImage(
                values.subspan(start, static_cast<std::size_t>(count)), count, scale, shown));
        if (geometry.cellSide() < theme.px(smallestSeparated))
            continue;
        painter.drawRect(line);
        for (int i = 1; i < count; ++i) {
            const double x = geometry.cellRect(row, first + i).left();
            painter.drawLine(QPointF(x, line.top()), QPointF(x, line.bottom()));
        }
    }
}

void VectorStrip::paintRowName(QPainter& painter, const StripGeometry& geometry, int row) const {
    if (row >= m_rowNames.size())
        return;
    const Theme theme = Theme::of(this);
    painter.setFont(theme.font(TextSize::Caption));
    painter.setPen(theme.color(ColorRole::Secondary));
    const QRectF cells = geometry.rowRect(row);
    painter.drawText(QRectF(0, cells.top(), cells.left(), cells.height()),
        Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, m_rowNames[row]);
}

QString VectorStrip::cellText(int cell) const {
    const int row = cell / columns();
    const int column = cell % columns();
    const QString place
        = column < m_columnNames.size() ? m_columnNames[column] : QString::number(column + 1);
    const QString value = formatValue(m_values[static_cast<std::size_t>(cell)]);
    const QString text = QStringLiteral("%1[%2] = %3").arg(m_name, place, value);
    return row < m_rowNames.size() ? m_rowNames[row] + QStringLiteral(" · ") + text : text;
}

} // namespace vitrine::widgets

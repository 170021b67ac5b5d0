#include "widgets/tasks/label_bars.h"

#include <algorithm>
#include <utility>

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"

namespace vitrine::widgets {

namespace {

constexpr double rowLength = 26;
constexpr double barLength = 14; // thickness
constexpr double valueLength = 64;
constexpr double gap = 8;
constexpr double widestShare = 0.45; // of the width, for names

} // namespace

LabelBars::LabelBars(QWidget* parent) : ScrolledFigure(parent) {
    retranslate();
}

void LabelBars::setRows(std::vector<Row> rows) {
    m_rows = std::move(rows);
    m_chosen = 0;
    retranslate();
    relayout();
}

void LabelBars::setChosen(int row) {
    m_chosen = row;
    retranslate();
    viewport()->update();
}

int LabelBars::rowHeight() const {
    return Theme::of(this).px(rowLength);
}

int LabelBars::nameWidth(int width) const {
    const QFontMetrics metrics(Theme::of(this).font(TextSize::Body, QFont::DemiBold));
    int widest = 0;
    for (const auto& row : m_rows)
        widest = std::max(
            widest, metrics.boundingRect(row.name).width() + 2); // rounding of either side
    return std::min(widest, static_cast<int>(widestShare * width)) + Theme::of(this).px(gap);
}

QSize LabelBars::sizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(320), theme.px(120)};
}

QSize LabelBars::minimumSizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(180), theme.px(52)};
}

QSize LabelBars::figureSize() const {
    return {viewport()->width(), rowHeight() * static_cast<int>(m_rows.size())};
}

void LabelBars::paintFigure(QPainter& painter, const QSize& size) const {
    const Theme theme = Theme::of(this);
    for (int row = 0; row < static_cast<int>(m_rows.size()); ++row)
        paintRow(painter, theme, row, size.width());
}

void LabelBars::paintRow(QPainter& painter, const Theme& theme, int row, int width) const {
    const auto& shown = m_rows[static_cast<std::size_t>(row)];
    const int height = rowHeight();
    const int top = row * height;
    const int names = nameWidth(width);
    const int room = std::max(1, width - names - theme.px(valueLength));
    const bool chosen = row == m_chosen;
    painter.setFont(theme.font(TextSize::Body, chosen ? QFont::DemiBold : QFont::Normal));
    painter.setPen(theme.color(chosen ? ColorRole::AccentText : ColorRole::Text));
    const QFontMetrics metrics(painter.font());
    painter.drawText(QRect(0, top, names - theme.px(gap), height), Qt::AlignVCenter | Qt::AlignLeft,
        metrics.elidedText(shown.name, Qt::ElideMiddle, names - theme.px(gap)));
    const double thickness = theme.px(barLength);
    const QRectF bar(names, top + (height - thickness) / 2, room, thickness);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(ColorRole::Raised));
    painter.drawRoundedRect(bar, theme.px(3), theme.px(3));
    painter.setBrush(theme.color(ColorRole::Accent, chosen ? 1.0 : 0.55));
    painter.drawRoundedRect(
        QRectF(bar.topLeft(), QSizeF(bar.width() * shown.probability, thickness)), theme.px(3),
        theme.px(3));
    painter.setFont(theme.monoFont(TextSize::Caption));
    painter.setPen(theme.color(ColorRole::Text));
    painter.drawText(QRect(width - theme.px(valueLength), top, theme.px(valueLength), height),
        Qt::AlignVCenter | Qt::AlignRight, formatPercent(shown.probability));
}

void LabelBars::paintEvent(QPaintEvent* /*event*/) {
    const Theme theme = Theme::of(this);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(0, -verticalScrollBar()->value());
    paintFigure(painter, viewport()->size());
    if (hasFocus() && m_chosen < static_cast<int>(m_rows.size())) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(ColorRole::Accent), 1));
        painter.drawRoundedRect(
            QRectF(0.5, m_chosen * rowHeight() + 0.5, viewport()->width() - 1, rowHeight() - 1),
            theme.px(4), theme.px(4));
    }
}

void LabelBars::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_rows.size()) - 1;
    if (last < 0) {
        ScrolledFigure::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Up:
        choose(std::max(m_chosen - 1, 0));
        return;
    case Qt::Key_Down:
        choose(std::min(m_chosen + 1, last));
        return;
    case Qt::Key_Return:
    case Qt::Key_Space:
        choose(m_chosen);
        return;
    default:
        ScrolledFigure::keyPressEvent(event);
    }
}

void LabelBars::mousePressEvent(QMouseEvent* event) {
    const int row = rowAt(placeOf(event->position()));
    if (event->button() == Qt::LeftButton && row >= 0)
        choose(row);
}

void LabelBars::choose(int row) {
    setChosen(row);
    reveal(row * rowHeight(), (row + 1) * rowHeight());
    Q_EMIT rowChosen(row);
}

int LabelBars::rowAt(const QPointF& place) const {
    const int row = static_cast<int>(place.y()) / rowHeight();
    return place.y() >= 0 && row < static_cast<int>(m_rows.size()) ? row : -1;
}

void LabelBars::relayout() {
    setContentHeight(rowHeight() * static_cast<double>(m_rows.size()), rowHeight());
}

void LabelBars::retranslate() {
    setAccessibleName(tr("Probabilities"));
    setAccessibleDescription(m_chosen < static_cast<int>(m_rows.size())
            ? tipOf(m_chosen)
            : tr("Arrow keys choose one of the answers"));
}

QString LabelBars::tooltipAt(const QPointF& place) const {
    const int row = rowAt(place);
    return row >= 0 ? tipOf(row) : QString();
}

QString LabelBars::tipOf(int row) const {
    const auto& shown = m_rows[static_cast<std::size_t>(row)];
    return shown.tip.isEmpty()
        ? QStringLiteral("%1: %2").arg(shown.name, formatProbability(shown.probability))
        : shown.tip;
}

} // namespace vitrine::widgets

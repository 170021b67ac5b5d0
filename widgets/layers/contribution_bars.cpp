#include "widgets/layers/contribution_bars.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/layers/contribution_table.h"

namespace vitrine::widgets {

namespace {

using Kind = ContributionRow::Kind;

constexpr double rowHeight = 20;
constexpr double barThickness = 11;
constexpr double columnGap = 10;
constexpr double rowInset = 6;
constexpr double headIndent = 14;

} // namespace

ContributionBars::ContributionBars(QWidget* parent)
    : ScrolledFigure(parent), m_table(makeParented<ContributionTable>(this)) {
    retranslate();
}

void ContributionBars::setContributions(const ResidualContributions& contributions) {
    m_contributions = contributions;
    m_rows = contributionRows(contributions, m_opened);
    std::set<int> all;
    for (int layer = 0; layer < static_cast<int>(contributions.layers.size()); ++layer)
        all.insert(layer);
    m_table->setRows(contributionRows(contributions, all));
    m_currentRow = std::min(m_currentRow, static_cast<int>(m_rows.size()) - 1);
    m_hoveredRow = -1;
    relayout();
}

void ContributionBars::clear() {
    m_rows.clear();
    m_table->setRows({});
    m_currentRow = -1;
    m_hoveredRow = -1;
    relayout();
}

const QAbstractItemModel* ContributionBars::table() const {
    return m_table.get();
}

QSize ContributionBars::sizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(420), theme.px(320)};
}

QSize ContributionBars::minimumSizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(220), theme.px(100)};
}

QSize ContributionBars::figureSize() const {
    return {viewport()->width(), static_cast<int>(std::ceil(m_layout.height))};
}

void ContributionBars::paintFigure(QPainter& painter, const QSize& size) const {
    if (m_rows.empty())
        return;
    const Theme theme = Theme::of(this);
    const Layout layout = layoutFor(size.width());
    const double zero = layout.geometry.xOf(0);
    painter.setPen(QPen(theme.color(ColorRole::Line), 1));
    painter.drawLine(QPointF(zero, 0), QPointF(zero, layout.height));
    for (int row = 0; row < static_cast<int>(m_rows.size()); ++row)
        paintRow(painter, theme, layout, row, size.width());
    const double sum = layout.geometry.rowTop(static_cast<int>(m_rows.size()) - 1);
    painter.setPen(QPen(theme.color(ColorRole::Secondary), 1));
    painter.drawLine(QPointF(0, sum), QPointF(size.width(), sum));
}

void ContributionBars::paintEvent(QPaintEvent* /*event*/) {
    const Theme theme = Theme::of(this);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(0, -verticalScrollBar()->value());
    const auto frameRow = [&](int row, const QPen& pen, const QBrush& brush) {
        if (row < 0)
            return;
        painter.setPen(pen);
        painter.setBrush(brush);
        painter.drawRoundedRect(QRectF(0.5, m_layout.geometry.rowTop(row) + 0.5,
                                    viewport()->width() - 1, theme.px(rowHeight) - 1),
            theme.px(5), theme.px(5));
    };
    frameRow(m_hoveredRow, Qt::NoPen, theme.color(ColorRole::Raised));
    paintFigure(painter, viewport()->size());
    paintPinnedSum(painter, theme);
    if (hasFocus() && m_currentRow != lastRow())
        frameRow(m_currentRow, QPen(theme.color(ColorRole::Accent), 1), Qt::NoBrush);
}

/// The sum stays in sight: above the lower edge while its own place is below it.
void ContributionBars::paintPinnedSum(QPainter& painter, const Theme& theme) const {
    const double lift = sumLift();
    if (lift <= 0)
        return;
    const double top = m_layout.geometry.rowTop(lastRow());
    const QRectF row(0, top, viewport()->width(), m_layout.height - top);
    painter.translate(0, -lift);
    painter.fillRect(row, theme.color(ColorRole::Surface));
    painter.setPen(QPen(theme.color(ColorRole::Secondary), 1));
    painter.drawLine(row.topLeft(), row.topRight());
    paintRow(painter, theme, m_layout, lastRow(), viewport()->width());
    painter.translate(0, lift);
}

int ContributionBars::lastRow() const {
    return static_cast<int>(m_rows.size()) - 1;
}

double ContributionBars::sumLift() const {
    return m_rows.empty() ? 0
                          : m_layout.height - (verticalScrollBar()->value() + viewport()->height());
}

void ContributionBars::keyPressEvent(QKeyEvent* event) {
    const int last = lastRow();
    switch (event->key()) {
    case Qt::Key_Up:
        setCurrentRow(std::max(m_currentRow - 1, std::min(0, last)));
        return;
    case Qt::Key_Down:
        setCurrentRow(std::min(m_currentRow + 1, last));
        return;
    case Qt::Key_Home:
        setCurrentRow(std::min(0, last));
        return;
    case Qt::Key_End:
        setCurrentRow(last);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        activate(m_currentRow);
        return;
    default:
        ScrolledFigure::keyPressEvent(event);
    }
}

void ContributionBars::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const int row = rowAt(placeOf(event->position()));
    setCurrentRow(row);
    activate(row);
}

void ContributionBars::focusInEvent(QFocusEvent* event) {
    ScrolledFigure::focusInEvent(event);
    if (m_currentRow < 0 && !m_rows.empty() && event->reason() != Qt::MouseFocusReason)
        setCurrentRow(0);
}

ContributionBars::Layout ContributionBars::layoutFor(double width) const {
    const Theme theme = Theme::of(this);
    const QFontMetricsF names(theme.font(TextSize::Body, QFont::DemiBold));
    const QFontMetricsF values(theme.monoFont(TextSize::Caption));
    Layout layout;
    std::vector<double> lengths;
    for (const auto& row : m_rows) {
        const double indent = row.kind == Kind::Head ? theme.px(headIndent) : 0;
        layout.nameWidth
            = std::max(layout.nameWidth, names.horizontalAdvance(nameOf(row)) + indent);
        layout.valueWidth
            = std::max(layout.valueWidth, values.horizontalAdvance(formatNumber(row.value, 2)));
        lengths.push_back(row.value);
    }
    const double gap = theme.px(columnGap);
    const double inset = theme.px(rowInset);
    SignedBarGeometry::Metrics metrics;
    metrics.left = inset + layout.nameWidth + gap;
    metrics.right = std::max(width - inset - layout.valueWidth - gap, metrics.left + gap);
    metrics.rowHeight = std::max<double>(theme.px(rowHeight), names.height());
    layout.geometry = SignedBarGeometry(metrics, lengths);
    layout.height = layout.geometry.rowTop(static_cast<int>(m_rows.size()));
    return layout;
}

void ContributionBars::relayout() {
    m_layout = layoutFor(viewport()->width());
    setContentHeight(m_layout.height, Theme::of(this).px(rowHeight));
}

void ContributionBars::retranslate() {
    setAccessibleName(tr("Contributions to the logit"));
    setAccessibleDescription(
        tr("What each block adds to the logit; Return opens attention to its heads"));
    relayout();
}

void ContributionBars::pointTo(std::optional<QPointF> place) {
    const int row = place ? rowAt(*place) : -1;
    if (std::exchange(m_hoveredRow, row) != row)
        viewport()->update();
}

QString ContributionBars::tooltipAt(const QPointF& place) const {
    const int row = rowAt(place);
    return row >= 0 ? tooltipOf(row) : QString();
}

int ContributionBars::rowAt(const QPointF& place) const {
    const double lift = sumLift();
    return lift > 0 && place.y() >= m_layout.geometry.rowTop(lastRow()) - lift
        ? lastRow()
        : m_layout.geometry.rowAt(place.y());
}

void ContributionBars::setCurrentRow(int row) {
    m_currentRow = row;
    if (row >= 0) {
        setAccessibleDescription(tooltipOf(row));
        const double covered = m_layout.height - m_layout.geometry.rowTop(lastRow()); // by the sum
        reveal(m_layout.geometry.rowTop(row),
            std::min(m_layout.geometry.rowTop(row + 1) + covered, m_layout.height));
    }
    viewport()->update();
}

void ContributionBars::activate(int row) {
    if (row < 0)
        return;
    const ContributionRow chosen = m_rows[static_cast<std::size_t>(row)];
    if (chosen.kind == Kind::Attention) {
        if (!m_opened.erase(chosen.layer))
            m_opened.insert(chosen.layer);
        setContributions(m_contributions);
    }
    if (chosen.kind == Kind::Head)
        Q_EMIT headChosen({chosen.layer, chosen.head});
    else if (chosen.layer >= 0)
        Q_EMIT layerChosen(chosen.layer);
}

void ContributionBars::paintRow(
    QPainter& painter, const Theme& theme, const Layout& layout, int row, double width) const {
    const ContributionRow& shown = m_rows[static_cast<std::size_t>(row)];
    const bool sum = shown.kind == Kind::Logit;
    const bool part = shown.kind == Kind::Head || shown.kind == Kind::AttentionBias;
    const double top = layout.geometry.rowTop(row);
    const double height = layout.geometry.rowTop(row + 1) - top;
    const double inset = theme.px(rowInset) + (part ? theme.px(headIndent) : 0);
    painter.setFont(theme.font(TextSize::Body, sum ? QFont::DemiBold : QFont::Normal));
    painter.setPen(theme.color(part ? ColorRole::Secondary : ColorRole::Text));
    painter.drawText(QRectF(inset, top, layout.nameWidth + 1, height),
        Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, nameOf(shown));
    const QRectF bar
        = layout.geometry.bar(row, shown.value, theme.px(part ? barThickness * 0.6 : barThickness));
    const ColorRole color = shown.value < 0 ? ColorRole::Second : ColorRole::Accent;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(color, part ? 0.55 : 1.0));
    painter.drawRect(bar);
    painter.setFont(theme.monoFont(TextSize::Caption, sum ? QFont::DemiBold : QFont::Normal));
    painter.setPen(theme.color(ColorRole::Text));
    painter.drawText(QRectF(0, top, width - theme.px(rowInset), height),
        Qt::AlignRight | Qt::AlignVCenter, formatNumber(shown.value, 2));
}

QString ContributionBars::nameOf(const ContributionRow& row) const {
    const QString arrow
        = m_opened.contains(row.layer) ? QStringLiteral("▾ ") : QStringLiteral("▸ ");
    const QString name = contributionName(row.kind);
    switch (row.kind) {
    case Kind::Attention:
        return arrow + QStringLiteral("%1 %2").arg(row.layer).arg(name);
    case Kind::Head:
        return QStringLiteral("%1 %2").arg(name).arg(row.head);
    case Kind::FeedForward:
        return QStringLiteral("%1 %2").arg(row.layer).arg(name);
    default:
        return name;
    }
}

QString ContributionBars::tooltipOf(int row) const {
    const ContributionRow& shown = m_rows[static_cast<std::size_t>(row)];
    QStringList lines{QStringLiteral("%1: %2").arg(nameOf(shown), formatNumber(shown.value, 4))};
    if (shown.kind == Kind::Attention)
        lines += tr("click to see its heads");
    return lines.join(QLatin1Char('\n'));
}

} // namespace vitrine::widgets

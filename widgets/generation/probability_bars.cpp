#include "widgets/generation/probability_bars.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QFontMetrics>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"
#include "widgets/generation/processor_text.h"

namespace vitrine::widgets {

namespace {

constexpr double minimumRowHeight = 20;
constexpr double maximumRowHeight = 34;
constexpr double columnGap = 10;
constexpr double rowInset = 6; // of names and numbers, inside a row's frame
constexpr double paleThickness = 13;
constexpr double solidThickness = 5;
constexpr double largestNameShare = 0.34; // of the width
constexpr double footerGap = 6;

} // namespace

ProbabilityBars::ProbabilityBars(QWidget* parent) : ScrolledFigure(parent) {
    retranslate();
    relayout();
}

void ProbabilityBars::setDistribution(
    const NextTokenDistribution& distribution, const GenerationOptions& options) {
    m_distribution = distribution;
    m_options = options;
    m_rows = candidateRows(distribution);
    m_cuts = candidateCuts(distribution);
    m_names.clear();
    for (const auto& row : m_rows)
        m_names.push_back(tokenText(row.bytes));
    m_currentRow = std::min(m_currentRow, static_cast<int>(m_rows.size()) - 1);
    m_hoveredRow = -1;
    relayout();
}

void ProbabilityBars::clear() {
    setDistribution({}, {});
    setChosen(std::nullopt);
}

void ProbabilityBars::setScale(BarScale scale) {
    m_scale = scale;
    relayout();
}

void ProbabilityBars::setChosen(std::optional<TokenId> token) {
    m_chosen = token;
    viewport()->update();
}

void ProbabilityBars::setInvitation(const QString& words) {
    m_invitation = words;
    relayout();
}

QSize ProbabilityBars::sizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(420), theme.px(320)};
}

QSize ProbabilityBars::minimumSizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(220), theme.px(120)};
}

QSize ProbabilityBars::figureSize() const {
    return {viewport()->width(), static_cast<int>(std::ceil(m_layout.height))};
}

void ProbabilityBars::paintFigure(QPainter& painter, const QSize& size) const {
    const Layout layout = layoutFor(size);
    paintAxis(painter, layout);
    paintRows(painter, layout, size.width());
    paintCuts(painter, layout, size.width());
    paintFooter(painter, layout, size.width());
}

void ProbabilityBars::paintEvent(QPaintEvent* /*event*/) {
    if (m_rows.empty())
        return;
    const Theme theme = Theme::of(this);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(0, -verticalScrollBar()->value());
    const auto frameRow = [&](int row, const QPen& pen, const QBrush& brush) {
        if (row < 0)
            return;
        const QRectF frame(0.5, m_layout.geometry.rowTop(row) + 0.5, viewport()->width() - 1,
            m_layout.geometry.rowTop(1) - m_layout.geometry.rowTop(0) - 1);
        painter.setPen(pen);
        painter.setBrush(brush);
        painter.drawRoundedRect(frame, theme.px(5), theme.px(5));
    };
    frameRow(m_hoveredRow, Qt::NoPen, theme.color(ColorRole::Raised));
    paintFigure(painter, viewport()->size());
    if (hasFocus())
        frameRow(m_currentRow, QPen(theme.color(ColorRole::Accent), 1), Qt::NoBrush);
}

void ProbabilityBars::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_rows.size()) - 1;
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
        if (event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier) {
            choose(m_currentRow);
            return;
        }
        break;
    default:
        break;
    }
    ScrolledFigure::keyPressEvent(event);
}

void ProbabilityBars::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const int row = rowAt(placeOf(event->position()));
    setCurrentRow(row);
    choose(row);
}

void ProbabilityBars::focusInEvent(QFocusEvent* event) {
    ScrolledFigure::focusInEvent(event);
    if (m_currentRow < 0 && !m_rows.empty() && event->reason() != Qt::MouseFocusReason)
        setCurrentRow(0);
}

ProbabilityBars::Layout ProbabilityBars::layoutFor(const QSize& size) const {
    const Theme theme = Theme::of(this);
    const QFontMetricsF names(theme.monoFont(TextSize::Body));
    const QFontMetricsF values(theme.monoFont(TextSize::Caption));
    Layout layout;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        layout.nameWidth = std::max(layout.nameWidth, names.horizontalAdvance(m_names[i]));
        layout.valueWidth
            = std::max(layout.valueWidth, values.horizontalAdvance(valueText(m_rows[i])));
    }
    layout.nameWidth = std::min(layout.nameWidth, largestNameShare * size.width());
    const double gap = theme.px(columnGap);
    const double footer = footerHeight(size.width());
    const double smallest = std::max<double>(theme.px(minimumRowHeight), names.height() + 2);
    // One row more than there are: the lines of the cuts carry their labels between rows.
    const double share = (size.height() - footer) / (static_cast<double>(m_rows.size()) + 0.5);
    const double rowHeight
        = std::clamp(share, smallest, std::max<double>(theme.px(maximumRowHeight), smallest));
    const double inset = theme.px(rowInset);
    const double left = inset + layout.nameWidth + gap;
    const double right = std::max(size.width() - inset - layout.valueWidth - gap, left + gap);
    layout.right = right;
    const BarGeometry::Metrics metrics{left, right, 0, rowHeight};
    layout.geometry = BarGeometry(m_scale, metrics, rowProbabilities());
    layout.rowsBottom = layout.geometry.rowTop(layout.geometry.rowCount()) + 0.5 * rowHeight;
    layout.height = layout.rowsBottom + footer;
    return layout;
}

std::vector<double> ProbabilityBars::rowProbabilities() const {
    std::vector<double> result;
    for (const auto& row : m_rows) {
        // The cumulative scale sums what can be drawn; the others make room for both bars.
        const double after = row.after.value_or(0);
        result.push_back(
            m_scale == BarScale::Cumulative ? after : std::max(after, row.before.value_or(0)));
    }
    return result;
}

int ProbabilityBars::footerHeight(double width) const {
    const Theme theme = Theme::of(this);
    const QFontMetrics metrics(theme.font(TextSize::Caption));
    const QRect room(0, 0, static_cast<int>(width) - 2 * theme.px(rowInset), 10000);
    return metrics.boundingRect(room, Qt::TextWordWrap, footerText()).height()
        + theme.px(footerGap);
}

void ProbabilityBars::relayout() {
    m_layout = layoutFor(viewport()->size());
    setContentHeight(m_layout.height, Theme::of(this).px(minimumRowHeight));
}

void ProbabilityBars::retranslate() {
    setAccessibleName(tr("Candidates"));
    setAccessibleDescription(tr(
        "The next tokens that the model expects, most probable first; Return continues with one"));
    relayout();
}

int ProbabilityBars::rowAt(const QPointF& place) const {
    return m_layout.geometry.rowAt(place.y());
}

void ProbabilityBars::setCurrentRow(int row) {
    m_currentRow = row;
    if (row >= 0) {
        setAccessibleDescription(tooltipOf(row));
        reveal(m_layout.geometry.rowTop(row), m_layout.geometry.rowTop(row + 1));
    }
    viewport()->update();
}

void ProbabilityBars::pointTo(std::optional<QPointF> place) {
    const int row = place ? rowAt(*place) : -1;
    if (std::exchange(m_hoveredRow, row) == row)
        return;
    viewport()->setCursor(row >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
    Q_EMIT candidateHovered(
        row >= 0 ? std::optional(m_rows[static_cast<std::size_t>(row)].id) : std::nullopt);
}

QString ProbabilityBars::tooltipAt(const QPointF& place) const {
    const int row = rowAt(place);
    return row >= 0 ? tooltipOf(row) : QString();
}

void ProbabilityBars::choose(int row) {
    if (row >= 0 && row < static_cast<int>(m_rows.size()))
        Q_EMIT candidateChosen(m_rows[static_cast<std::size_t>(row)].id);
}

void ProbabilityBars::paintRows(QPainter& painter, const Layout& layout, double width) const {
    const Theme theme = Theme::of(this);
    for (int row = 0; row < static_cast<int>(m_rows.size()); ++row)
        paintRow(painter, theme, layout, row, width);
}

void ProbabilityBars::paintRow(
    QPainter& painter, const Theme& theme, const Layout& layout, int row, double width) const {
    const CandidateRow& candidate = m_rows[static_cast<std::size_t>(row)];
    const double top = layout.geometry.rowTop(row);
    const double height = layout.geometry.rowTop(row + 1) - top;
    const bool removed = candidate.after == 0.0;
    const bool chosen = m_chosen == candidate.id;

    painter.setFont(theme.monoFont(TextSize::Body, chosen ? QFont::DemiBold : QFont::Normal));
    painter.setPen(theme.color(chosen ? ColorRole::AccentText
            : removed                 ? ColorRole::Secondary
                                      : ColorRole::Text));
    const QString name = painter.fontMetrics().elidedText(m_names[static_cast<std::size_t>(row)],
        Qt::ElideRight, static_cast<int>(layout.nameWidth) + 1);
    painter.drawText(QRectF(theme.px(rowInset), top, layout.nameWidth + 1, height),
        Qt::AlignLeft | Qt::AlignVCenter, name);

    painter.setPen(Qt::NoPen);
    const auto drawBar = [&](std::optional<double> probability, double thickness,
                             const QColor& color) {
        const QRectF bar = layout.geometry.bar(row, probability.value_or(0), thickness);
        painter.setBrush(color);
        if (bar.width() > 0)
            painter.drawRoundedRect(bar, std::min(theme.px(3) + 0.0, bar.width() / 2), theme.px(3));
    };
    const bool both = hasProcessors(m_distribution) && m_scale != BarScale::Cumulative;
    if (both)
        drawBar(candidate.before, theme.px(paleThickness), theme.color(ColorRole::Accent, 0.28));
    drawBar(candidate.after, theme.px(both ? solidThickness : paleThickness),
        theme.color(ColorRole::Accent));

    painter.setFont(theme.monoFont(TextSize::Caption));
    painter.setPen(theme.color(removed ? ColorRole::Secondary : ColorRole::Text));
    painter.drawText(QRectF(width - theme.px(rowInset) - layout.valueWidth - 1, top,
                         layout.valueWidth + 1, height),
        Qt::AlignRight | Qt::AlignVCenter, valueText(candidate));
}

void ProbabilityBars::paintCuts(QPainter& painter, const Layout& layout, double width) const {
    const Theme theme = Theme::of(this);
    const QFont font = theme.font(TextSize::Rail);
    const double labelHeight = QFontMetricsF(font).height();
    painter.setFont(font);
    for (const auto& cut : m_cuts) {
        if (cut.kept >= m_rows.size())
            continue;
        const double y = layout.geometry.rowTop(static_cast<int>(cut.kept));
        painter.setPen(QPen(theme.color(ColorRole::Second), 1, Qt::DashLine));
        painter.drawLine(QPointF(0, y), QPointF(width, y));
        //: %1 is a setting such as "top-p 0.9", %2 a number of tokens
        const QString label = tr("%1 · %2 kept")
                                  .arg(processorText(cut.processor, m_options),
                                      formatCount(static_cast<std::int64_t>(cut.kept)));
        // In the removed row below the line, where its bar has ended, on a patch of the page.
        const double textWidth = QFontMetricsF(font).horizontalAdvance(label) + theme.px(8);
        const QRectF patch(layout.right - textWidth, y - labelHeight / 2, textWidth, labelHeight);
        painter.fillRect(patch, theme.color(ColorRole::Surface));
        painter.setPen(theme.color(ColorRole::SecondText));
        painter.drawText(patch, Qt::AlignCenter, label);
    }
}

void ProbabilityBars::paintAxis(QPainter& painter, const Layout& layout) const {
    if (m_scale == BarScale::Linear)
        return;
    const Theme theme = Theme::of(this);
    const double bottom = layout.geometry.rowTop(layout.geometry.rowCount());
    painter.setFont(theme.monoFont(TextSize::Rail));
    const auto drawTick = [&](double probability, const QString& label) {
        const double x = layout.geometry.xOf(probability);
        painter.setPen(QPen(theme.color(ColorRole::Line), 1));
        painter.drawLine(QPointF(x, 0), QPointF(x, bottom));
        const double width = painter.fontMetrics().horizontalAdvance(label);
        painter.setPen(theme.color(ColorRole::Secondary));
        painter.drawText(QRectF(x - width / 2 - 1, bottom, width + 2, layout.rowsBottom - bottom),
            Qt::AlignCenter | Qt::TextDontClip, label);
    };
    if (m_scale == BarScale::Cumulative) {
        for (const double tick : {0.0, 0.5, 1.0})
            drawTick(tick, formatNumber(tick, 1));
        return;
    }
    for (double tick = 1; tick > layout.geometry.minimum() * 0.99; tick /= 100)
        drawTick(tick, tick > 0.5 ? formatNumber(1, 0) : formatProbability(tick));
}

void ProbabilityBars::paintFooter(QPainter& painter, const Layout& layout, double width) const {
    const Theme theme = Theme::of(this);
    painter.setFont(theme.font(TextSize::Caption));
    painter.setPen(theme.color(ColorRole::Secondary));
    painter.drawText(QRectF(theme.px(rowInset), layout.rowsBottom + theme.px(footerGap),
                         width - 2 * theme.px(rowInset), layout.height - layout.rowsBottom),
        Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, footerText());
}

QString ProbabilityBars::valueText(const CandidateRow& row) const {
    // A removed candidate shows what the model gave it.
    const auto shown = row.after == 0.0 || !row.after ? row.before : row.after;
    return shown ? formatPercent(*shown) : QString();
}

QString ProbabilityBars::footerText() const {
    QStringList parts;
    if (hasProcessors(m_distribution)) {
        parts += tr("Entropy %1 → %2 bits")
                     .arg(formatBits(m_distribution.entropy),
                         formatBits(m_distribution.processed.back().entropy));
    } else {
        parts += tr("Entropy %1 bits").arg(formatBits(m_distribution.entropy));
    }
    const OtherCandidates others = otherCandidates(m_distribution, m_rows);
    if (others.count > 0) {
        parts += tr("%1 others %2")
                     .arg(formatCount(static_cast<std::int64_t>(others.count)),
                         formatPercent(others.probability));
    }
    parts += m_invitation.isEmpty() ? tr("click a candidate to continue from it") : m_invitation;
    return parts.join(QStringLiteral(" · "));
}

QString ProbabilityBars::tooltipOf(int row) const {
    const CandidateRow& candidate = m_rows[static_cast<std::size_t>(row)];
    QStringList lines{
        tr("%1 · id %2")
            .arg(m_names[static_cast<std::size_t>(row)], QString::number(candidate.id))};
    if (candidate.before)
        lines += tr("the model's own: %1").arg(formatProbability(*candidate.before));
    if (candidate.after && hasProcessors(m_distribution)) {
        lines += *candidate.after > 0
            ? tr("after the settings: %1").arg(formatProbability(*candidate.after))
            : tr("removed by the settings");
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace vitrine::widgets

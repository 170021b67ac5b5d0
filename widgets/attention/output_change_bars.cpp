#include "widgets/attention/output_change_bars.h"

#include <algorithm>

#include <QEvent>
#include <QFontMetrics>
#include <QPainter>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"

namespace vitrine::widgets {

namespace {

constexpr double nameShare = 0.24; // of the width
constexpr double barThickness = 6;
constexpr double gap = 8;

QString changeText(const ChangedCandidate& candidate) {
    return QStringLiteral("%1 → %2").arg(
        formatNumber(candidate.before.probability, 2), formatNumber(candidate.probabilityAfter, 2));
}

} // namespace

OutputChangeBars::OutputChangeBars(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    describe();
}

void OutputChangeBars::setChange(const OutputChange& change) {
    m_change = change;
    describe();
}

void OutputChangeBars::clear() {
    setChange({});
}

int OutputChangeBars::heightForWidth(int width) const {
    const QFontMetrics caption(Theme::of(this).font(TextSize::Caption));
    if (m_change.candidates.empty()) {
        const QRect room(0, 0, std::max(width, 1), 10000);
        return caption.boundingRect(room, Qt::TextWordWrap, hint()).height();
    }
    return static_cast<int>(m_change.candidates.size()) * rowHeight() + caption.height()
        + Theme::of(this).px(gap);
}

QSize OutputChangeBars::sizeHint() const {
    const int width = Theme::of(this).px(280);
    return {width, heightForWidth(width)};
}

QSize OutputChangeBars::minimumSizeHint() const {
    const int width = Theme::of(this).px(160);
    return {width, heightForWidth(width)};
}

QSize OutputChangeBars::figureSize() const {
    return {width(), heightForWidth(width())};
}

void OutputChangeBars::paintFigure(QPainter& painter, const QSize& size) const {
    const Theme theme = Theme::of(this);
    if (m_change.candidates.empty()) {
        painter.setFont(theme.font(TextSize::Caption));
        painter.setPen(theme.color(ColorRole::Secondary));
        painter.drawText(QRect(QPoint(), size), Qt::TextWordWrap, hint());
        return;
    }
    double largest = 0;
    for (const ChangedCandidate& candidate : m_change.candidates)
        largest = std::max({largest, static_cast<double>(candidate.before.probability),
            candidate.probabilityAfter});
    QRectF row(0, 0, size.width(), rowHeight());
    for (const ChangedCandidate& candidate : m_change.candidates) {
        paintRow(painter, row, candidate, largest);
        row.translate(0, row.height());
    }
    painter.setFont(theme.font(TextSize::Caption));
    painter.setPen(theme.color(ColorRole::Secondary));
    painter.drawText(
        row.translated(0, theme.px(gap)), Qt::AlignLeft | Qt::AlignTop, divergenceText());
}

void OutputChangeBars::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintFigure(painter, size());
}

void OutputChangeBars::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (isThemeChange(*event) || event->type() == QEvent::LanguageChange)
        describe();
}

int OutputChangeBars::rowHeight() const {
    const Theme theme = Theme::of(this);
    return QFontMetrics(theme.monoFont(TextSize::Caption)).height() + theme.px(gap);
}

QString OutputChangeBars::divergenceText() const {
    const auto position = static_cast<std::size_t>(m_change.position);
    const double bits = position < m_change.divergence.size() ? m_change.divergence[position] : 0;
    return tr("KL = %1 bits").arg(formatNumber(bits, 2));
}

QString OutputChangeBars::hint() const {
    return tr("Change something in the model to see how its output changes.");
}

void OutputChangeBars::describe() {
    setAccessibleName(tr("Change of the output"));
    QStringList lines;
    for (const ChangedCandidate& candidate : m_change.candidates)
        lines << tokenText(candidate.before.bytes) + QLatin1Char(' ') + changeText(candidate);
    setAccessibleDescription(
        lines.isEmpty() ? hint() : lines.join(QLatin1Char('\n')) + u'\n' + divergenceText());
    updateGeometry();
    update();
}

void OutputChangeBars::paintRow(
    QPainter& painter, const QRectF& row, const ChangedCandidate& candidate, double largest) const {
    const Theme theme = Theme::of(this);
    const double space = theme.px(gap);
    painter.setFont(theme.monoFont(TextSize::Caption));
    const QFontMetricsF metrics(painter.font());
    const QRectF name(row.left(), row.top(), row.width() * nameShare, row.height());
    painter.setPen(theme.color(ColorRole::Text));
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(tokenText(candidate.before.bytes), Qt::ElideRight, name.width()));
    const double valueWidth = metrics.horizontalAdvance(QStringLiteral("0.00 → 0.00"));
    painter.setPen(theme.color(ColorRole::Secondary));
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, changeText(candidate));

    const double left = name.right() + space;
    const double length = std::max(row.right() - valueWidth - space - left, 1.0);
    const double thickness = theme.px(barThickness);
    painter.setPen(Qt::NoPen);
    const auto bar = [&](double probability, double top, ColorRole role) {
        const double width = largest > 0 ? probability / largest * length : 0;
        painter.setBrush(theme.color(role));
        painter.drawRoundedRect(
            QRectF(left, top, std::max(width, 1.0), thickness), thickness / 2, thickness / 2);
    };
    bar(candidate.before.probability, row.center().y() - thickness - 0.5, ColorRole::Accent);
    bar(candidate.probabilityAfter, row.center().y() + 0.5, ColorRole::Second);
}

} // namespace vitrine::widgets

#include "widgets/tokens/token_shading.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include "widgets/common/color_scale.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"

namespace vitrine::widgets {

namespace {

constexpr double chipPadding = 3;
constexpr double lineGap = 4;
constexpr double margin = 2; // keeps the selection's outline inside

} // namespace

TokenShading::TokenShading(QWidget* parent) : ScrolledFigure(parent) {
    retranslate();
    measure();
}

void TokenShading::setTokens(std::vector<Token> tokens, std::vector<double> values) {
    m_tokens = std::move(tokens);
    m_values = std::move(values);
    m_values.resize(m_tokens.size());
    m_selected = std::min(m_selected, static_cast<int>(m_tokens.size()) - 1);
    measure();
}

void TokenShading::setColors(Colors colors) {
    m_colors = colors;
    viewport()->update();
}

void TokenShading::setUnit(const QString& unit) {
    m_unit = unit;
}

void TokenShading::setLargest(double largest) {
    m_largest = largest;
    viewport()->update();
}

void TokenShading::setSelectedToken(int token) {
    m_selected = token >= 0 && token < static_cast<int>(m_tokens.size()) ? token : -1;
    retranslate();
    viewport()->update();
}

QSize TokenShading::sizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(420), theme.px(80)};
}

QSize TokenShading::minimumSizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(160), theme.px(34)};
}

QSize TokenShading::figureSize() const {
    return {viewport()->width(), m_layout.height() + 2 * Theme::of(this).px(margin)};
}

void TokenShading::paintFigure(QPainter& painter, const QSize& size) const {
    const Theme theme = Theme::of(this);
    const int edge = theme.px(margin);
    auto metrics = m_metrics;
    metrics.width = size.width() - 2 * edge;
    const ChipLayout layout(metrics, m_widths, m_breaks);
    const bool isSigned = m_colors == Colors::Signed;
    const ValueRange shown = range();
    painter.translate(edge, edge);
    painter.setFont(theme.monoFont(TextSize::Token));
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        // Half of the colour's strength, so that the text reads on it.
        const double share = shown.share(m_values[i]);
        const ColorRole role = isSigned && share < 0.5 ? ColorRole::Second : ColorRole::Accent;
        const double strength = isSigned ? std::abs(2 * share - 1) : std::max(share, 0.0);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(role, 0.5 * std::min(strength, 1.0)));
        painter.drawRoundedRect(layout.chips()[i], theme.px(4), theme.px(4));
        painter.setPen(theme.color(ColorRole::Text));
        painter.drawText(layout.chips()[i], Qt::AlignCenter, m_texts[i]);
    }
    painter.translate(-edge, -edge);
}

void TokenShading::paintEvent(QPaintEvent* /*event*/) {
    const Theme theme = Theme::of(this);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(0, -verticalScrollBar()->value());
    paintFigure(painter, viewport()->size());
    if (m_selected < 0)
        return;
    painter.translate(theme.px(margin), theme.px(margin));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.color(ColorRole::Accent), theme.px(2)));
    painter.drawRoundedRect(
        m_layout.chips()[static_cast<std::size_t>(m_selected)], theme.px(4), theme.px(4));
}

void TokenShading::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_tokens.size()) - 1;
    const int from = std::max(m_selected, 0);
    if (last < 0) {
        ScrolledFigure::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        select(std::max(from - 1, 0));
        return;
    case Qt::Key_Right:
        select(std::min(from + 1, last));
        return;
    case Qt::Key_Up:
        select(m_layout.verticalNeighbour(from, -1));
        return;
    case Qt::Key_Down:
        select(m_layout.verticalNeighbour(from, 1));
        return;
    default:
        ScrolledFigure::keyPressEvent(event);
    }
}

void TokenShading::mousePressEvent(QMouseEvent* event) {
    const int token = chipAt(placeOf(event->position()));
    if (event->button() == Qt::LeftButton && token >= 0)
        select(token);
}

void TokenShading::focusInEvent(QFocusEvent* event) {
    ScrolledFigure::focusInEvent(event);
    if (m_selected < 0 && !m_tokens.empty() && event->reason() == Qt::TabFocusReason)
        select(0);
}

void TokenShading::measure() {
    const Theme theme = Theme::of(this);
    const QFontMetrics metrics(theme.monoFont(TextSize::Token));
    m_texts.clear();
    m_widths.clear();
    m_breaks.clear();
    for (const Token& token : m_tokens) {
        m_texts.push_back(tokenText(token));
        m_widths.push_back(metrics.horizontalAdvance(m_texts.back()) + 2 * theme.px(chipPadding));
        m_breaks.push_back(!token.special && token.bytes.ends_with('\n'));
    }
    m_metrics.height = metrics.height() + theme.px(4);
    m_metrics.gap = 1;
    m_metrics.lineGap = theme.px(lineGap);
    relayout();
}

void TokenShading::relayout() {
    const int edge = Theme::of(this).px(margin);
    m_metrics.width = viewport()->width() - 2 * edge;
    m_layout = ChipLayout(m_metrics, m_widths, m_breaks);
    setContentHeight(m_layout.height() + 2 * edge, m_metrics.height);
}

void TokenShading::retranslate() {
    setAccessibleName(tr("Shaded text"));
    setAccessibleDescription(
        m_selected >= 0 ? tooltipOf(m_selected) : tr("Arrow keys read the value of each token"));
}

ValueRange TokenShading::range() const {
    double largest = m_largest;
    for (const double value : m_values)
        largest = m_largest > 0 ? m_largest : std::fmax(largest, std::abs(value));
    return {m_colors == Colors::Signed ? -largest : 0, largest};
}

int TokenShading::chipAt(const QPointF& place) const {
    const int edge = Theme::of(this).px(margin);
    return m_layout.at(place.toPoint() - QPoint(edge, edge));
}

QString TokenShading::tooltipAt(const QPointF& place) const {
    const int token = chipAt(place);
    return token >= 0 ? tooltipOf(token) : QString();
}

void TokenShading::select(int token) {
    setSelectedToken(token);
    Q_EMIT tokenSelected(token);
}

QString TokenShading::tooltipOf(int token) const {
    const auto index = static_cast<std::size_t>(token);
    const QString text = QStringLiteral("%1: %2").arg(m_texts[index], formatValue(m_values[index]));
    return m_unit.isEmpty() ? text : text + QLatin1Char(' ') + m_unit;
}

} // namespace vitrine::widgets

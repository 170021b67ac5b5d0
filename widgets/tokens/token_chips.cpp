#include "widgets/tokens/token_chips.h"

#include <algorithm>
#include <array>
#include <utility>

#include <QFontMetrics>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"

namespace vitrine::widgets {

namespace {

constexpr double chipPadding = 6;
constexpr double chipGap = 3;
constexpr double lineGap = 8;
constexpr double margin = 2; // keeps the selection's outline inside

struct Tint {
    ColorRole fill;
    double opacity;
};

// Three neighbouring hues that differ in lightness too.
constexpr std::array<Tint, 3> tints{
    {{ColorRole::Accent, 0.16}, {ColorRole::Warning, 0.20}, {ColorRole::Good, 0.16}}};

} // namespace

TokenChips::TokenChips(QWidget* parent) : ScrolledFigure(parent) {
    retranslate();
    measure();
}

void TokenChips::setTokens(std::vector<Token> tokens) {
    m_tokens = std::move(tokens);
    m_selected = std::min(m_selected, static_cast<int>(m_tokens.size()) - 1);
    m_hovered = -1;
    measure();
}

void TokenChips::setSelectedToken(int token) {
    m_selected = token >= 0 && token < static_cast<int>(m_tokens.size()) ? token : -1;
    if (m_selected >= 0) {
        const QRect& chip = m_layout.chips()[static_cast<std::size_t>(m_selected)];
        reveal(chip.top(), chip.bottom() + m_metrics.lineGap);
    }
    viewport()->update();
}

QSize TokenChips::sizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(480), theme.px(160)};
}

QSize TokenChips::figureSize() const {
    const int extra = 2 * Theme::of(this).px(margin);
    return {viewport()->width(), m_layout.height() + extra};
}

void TokenChips::paintFigure(QPainter& painter, const QSize& size) const {
    auto metrics = m_metrics;
    const int edge = Theme::of(this).px(margin);
    metrics.width = size.width() - 2 * edge;
    painter.translate(edge, edge);
    const ChipLayout layout(metrics, m_widths, m_breaks);
    paintChips(painter, layout, 0, layout.height());
    painter.translate(-edge, -edge);
}

void TokenChips::paintEvent(QPaintEvent* /*event*/) {
    const Theme theme = Theme::of(this);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const int scrolled = verticalScrollBar()->value() - theme.px(margin);
    painter.translate(theme.px(margin), -scrolled);
    paintChips(painter, m_layout, scrolled, scrolled + viewport()->height());
    if (m_selected < 0)
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.color(ColorRole::Accent), theme.px(2)));
    painter.drawRoundedRect(
        m_layout.chips()[static_cast<std::size_t>(m_selected)], theme.px(5), theme.px(5));
}

void TokenChips::keyPressEvent(QKeyEvent* event) {
    const int target = m_tokens.empty() ? -1 : keyTarget(event->key());
    if (target < 0)
        ScrolledFigure::keyPressEvent(event);
    else
        select(target);
}

void TokenChips::mousePressEvent(QMouseEvent* event) {
    select(chipAt(placeOf(event->position())));
}

void TokenChips::focusInEvent(QFocusEvent* event) {
    ScrolledFigure::focusInEvent(event);
    if (m_selected < 0 && !m_tokens.empty() && event->reason() != Qt::MouseFocusReason)
        select(0);
}

void TokenChips::measure() {
    const Theme theme = Theme::of(this);
    const QFontMetrics textMetrics(theme.monoFont(TextSize::Token));
    const QFontMetrics idMetrics(theme.monoFont(TextSize::Rail));
    m_texts.clear();
    m_widths.clear();
    m_breaks.clear();
    for (const Token& token : m_tokens) {
        m_texts.push_back(tokenText(token));
        const int text = textMetrics.horizontalAdvance(m_texts.back()) + 2 * theme.px(chipPadding);
        const int id
            = idMetrics.horizontalAdvance(QString::number(token.id)) + theme.px(chipPadding);
        m_widths.push_back(std::max(text, id));
        m_breaks.push_back(!token.special && token.bytes.ends_with('\n'));
    }
    m_metrics.height = textMetrics.height() + idMetrics.height() + theme.px(8);
    m_metrics.gap = theme.px(chipGap);
    m_metrics.lineGap = theme.px(lineGap);
    relayout();
}

void TokenChips::relayout() {
    const int edge = Theme::of(this).px(margin);
    m_metrics.width = viewport()->width() - 2 * edge;
    m_layout = ChipLayout(m_metrics, m_widths, m_breaks);
    setContentHeight(m_layout.height() + 2 * edge, m_metrics.height);
}

void TokenChips::retranslate() {
    setAccessibleName(tr("Tokens"));
    setAccessibleDescription(tr("The tokens of the text with their ids; arrow keys select one"));
}

void TokenChips::pointTo(std::optional<QPointF> place) {
    const int token = place ? chipAt(*place) : -1;
    if (std::exchange(m_hovered, token) == token)
        return;
    viewport()->update();
    Q_EMIT tokenHovered(token);
}

QString TokenChips::tooltipAt(const QPointF& place) const {
    const int token = chipAt(place);
    return token >= 0 ? tooltipOf(token) : QString();
}

int TokenChips::chipAt(const QPointF& place) const {
    const int edge = Theme::of(this).px(margin);
    return m_layout.at(place.toPoint() - QPoint(edge, edge));
}

int TokenChips::keyTarget(int key) const {
    const int last = static_cast<int>(m_tokens.size()) - 1;
    const int from = std::max(m_selected, 0);
    switch (key) {
    case Qt::Key_Left:
        return std::max(from - 1, 0);
    case Qt::Key_Right:
        return std::min(from + 1, last);
    case Qt::Key_Up:
        return m_layout.verticalNeighbour(from, -1);
    case Qt::Key_Down:
        return m_layout.verticalNeighbour(from, 1);
    case Qt::Key_Home:
        return 0;
    case Qt::Key_End:
        return last;
    default:
        return -1;
    }
}

void TokenChips::select(int token) {
    if (token == m_selected)
        return;
    setSelectedToken(token);
    if (token >= 0)
        setAccessibleDescription(tooltipOf(token));
    Q_EMIT tokenSelected(token);
}

void TokenChips::paintChips(
    QPainter& painter, const ChipLayout& layout, int top, int bottom) const {
    const Theme theme = Theme::of(this);
    const auto& chips = layout.chips();
    for (auto i = static_cast<std::size_t>(layout.firstBelow(top)); i < chips.size(); ++i) {
        if (chips[i].top() > bottom)
            break;
        paintChip(painter, theme, static_cast<int>(i), chips[i]);
    }
}

void TokenChips::paintChip(
    QPainter& painter, const Theme& theme, int token, const QRect& rect) const {
    const auto index = static_cast<std::size_t>(token);
    const Tint& tint = tints.at(index % tints.size());
    const bool special = m_tokens[index].special;
    const QFont textFont = theme.monoFont(TextSize::Token);
    QRectF box = rect;
    box.setHeight(QFontMetrics(textFont).height() + theme.px(6));
    painter.setBrush(
        special ? theme.color(ColorRole::Raised) : theme.color(tint.fill, tint.opacity));
    const auto border
        = token == m_hovered ? theme.color(ColorRole::Text) : theme.color(tint.fill, 0.7);
    painter.setPen(QPen(border, 1, special ? Qt::DashLine : Qt::SolidLine));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(5), theme.px(5));
    painter.setFont(textFont);
    painter.setPen(theme.color(ColorRole::Text));
    painter.drawText(box, Qt::AlignCenter, m_texts[index]);
    painter.setFont(theme.monoFont(TextSize::Rail));
    painter.setPen(theme.color(ColorRole::Secondary));
    painter.drawText(
        QRectF(box.left(), box.bottom(), box.width(), rect.bottom() - box.bottom() + 1),
        Qt::AlignHCenter | Qt::AlignBottom | Qt::TextDontClip, QString::number(m_tokens[index].id));
}

QString TokenChips::tooltipOf(int token) const {
    const Token& shown = m_tokens[static_cast<std::size_t>(token)];
    return tr("token %1 · id %2 · bytes %3 · offsets %4–%5")
        .arg(QString::number(token), QString::number(shown.id), hexBytes(shown.bytes))
        .arg(shown.start)
        .arg(shown.end);
}

} // namespace vitrine::widgets

#include "widgets/tokens/token_chips.h"

#include <algorithm>
#include <array>
#include <utility>

#include <QFontMetrics>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include "widgets/common/number_format.h"
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

/// With a tick where it is right, so that colour is not all that tells.
QString guessText(const MaskGuess& guess) {
    return guess.right ? guess.text + QStringLiteral(" ✓") : guess.text;
}

} // namespace

/// Of what stands beneath a chip.
struct TokenChips::CaptionMetrics {
    explicit CaptionMetrics(const Theme& theme)
        : ids(theme.monoFont(TextSize::Rail)),
          words(theme.monoFont(TextSize::Token, QFont::DemiBold)),
          numbers(theme.monoFont(TextSize::Caption)), gap(theme.px(chipPadding)) { }

    QFontMetrics ids;
    QFontMetrics words; ///< of the guesses
    QFontMetrics numbers; ///< beside them
    int gap;
};

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

void TokenChips::setGuesses(std::map<int, MaskGuess> guesses) {
    const bool first = !m_guesses;
    m_guesses = std::move(guesses);
    if (first)
        retranslate();
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

QRect TokenChips::tokenRect(int token) const {
    const int edge = Theme::of(this).px(margin);
    return m_layout.chips()[static_cast<std::size_t>(token)].translated(
        edge, edge - verticalScrollBar()->value());
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
    const QRect& chip = m_layout.chips()[static_cast<std::size_t>(m_selected)];
    const bool bare = m_guesses && !guessOf(m_selected);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.color(ColorRole::Accent), theme.px(2)));
    painter.drawRoundedRect(bare ? boxOf(theme, chip) : chip, theme.px(5), theme.px(5));
}

void TokenChips::keyPressEvent(QKeyEvent* event) {
    const int target = m_tokens.empty() ? -1 : keyTarget(event->key());
    const bool toggles = event->key() == Qt::Key_Space || event->key() == Qt::Key_Return
        || event->key() == Qt::Key_Enter;
    if (target >= 0)
        select(target);
    else if (toggles && event->modifiers() == Qt::NoModifier && m_guesses && m_selected >= 0)
        Q_EMIT tokenToggled(m_selected);
    else
        ScrolledFigure::keyPressEvent(event);
}

void TokenChips::mousePressEvent(QMouseEvent* event) {
    const int token = chipAt(placeOf(event->position()));
    select(token);
    if (token >= 0 && m_guesses && event->button() == Qt::LeftButton)
        Q_EMIT tokenToggled(token);
}

void TokenChips::focusInEvent(QFocusEvent* event) {
    ScrolledFigure::focusInEvent(event);
    if (m_selected < 0 && !m_tokens.empty() && event->reason() != Qt::MouseFocusReason)
        select(0);
}

void TokenChips::measure() {
    const Theme theme = Theme::of(this);
    const QFontMetrics textMetrics(theme.monoFont(TextSize::Token));
    const CaptionMetrics captions(theme);
    m_texts.clear();
    m_widths.clear();
    m_breaks.clear();
    for (const Token& token : m_tokens) {
        m_texts.push_back(tokenText(token));
        const int text = textMetrics.horizontalAdvance(m_texts.back()) + 2 * theme.px(chipPadding);
        const int index = static_cast<int>(m_widths.size());
        m_widths.push_back(std::max(text, captionWidth(captions, index) + theme.px(chipPadding)));
        m_breaks.push_back(!token.special && token.bytes.ends_with('\n'));
    }
    m_metrics.height = textMetrics.height() + theme.px(8)
        + (m_guesses ? captions.words.height() : captions.ids.height());
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
    setAccessibleDescription(m_guesses
            ? tr("The tokens of the text; arrow keys select one, Space hides or shows it")
            : tr("The tokens of the text with their ids; arrow keys select one"));
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

QRect TokenChips::boxOf(const Theme& theme, const QRect& chip) {
    const QFontMetrics metrics(theme.monoFont(TextSize::Token));
    return {chip.left(), chip.top(), chip.width(), metrics.height() + theme.px(6)};
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
    const bool hidden = guessOf(token) != nullptr;
    const QRectF box = boxOf(theme, rect);
    const QColor plain
        = m_guesses ? theme.color(ColorRole::Surface) : theme.color(tint.fill, tint.opacity);
    painter.setBrush(theme.color(hidden ? ColorRole::AccentTint : ColorRole::Raised));
    if (!hidden && !special)
        painter.setBrush(plain);
    const QColor edge = m_guesses ? theme.color(hidden ? ColorRole::Accent : ColorRole::Faint)
                                  : theme.color(tint.fill, 0.7);
    painter.setPen(QPen(token == m_hovered ? theme.color(ColorRole::Text) : edge, 1,
        special && !hidden ? Qt::DashLine : Qt::SolidLine));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(5), theme.px(5));
    const bool pale = hidden || (m_guesses && special);
    painter.setFont(theme.monoFont(TextSize::Token));
    painter.setPen(theme.color(pale ? ColorRole::Secondary : ColorRole::Text));
    painter.drawText(box, Qt::AlignCenter, m_texts[index]);
    const QRectF room(box.left(), box.bottom(), box.width(), rect.bottom() - box.bottom() + 1);
    if (m_guesses)
        paintGuess(painter, theme, token, room);
    else
        paintId(painter, theme, token, room);
}

void TokenChips::paintId(
    QPainter& painter, const Theme& theme, int token, const QRectF& room) const {
    painter.setFont(theme.monoFont(TextSize::Rail));
    painter.setPen(theme.color(ColorRole::Secondary));
    painter.drawText(room, Qt::AlignHCenter | Qt::AlignBottom | Qt::TextDontClip,
        QString::number(m_tokens[static_cast<std::size_t>(token)].id));
}

void TokenChips::paintGuess(
    QPainter& painter, const Theme& theme, int token, const QRectF& room) const {
    const MaskGuess* guess = guessOf(token);
    if (!guess || guess->text.isEmpty())
        return;
    const int width = captionWidth(CaptionMetrics(theme), token);
    const QRectF rest(room.center().x() - width / 2.0, room.top(), width, room.height());
    painter.setFont(theme.monoFont(TextSize::Token, QFont::DemiBold));
    painter.setPen(theme.color(guess->right ? ColorRole::GoodText : ColorRole::AccentText));
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, guessText(*guess));
    painter.setFont(theme.monoFont(TextSize::Caption));
    painter.setPen(theme.color(ColorRole::Secondary));
    painter.drawText(rest, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip,
        formatPercent(guess->probability));
}

const MaskGuess* TokenChips::guessOf(int token) const {
    if (!m_guesses)
        return nullptr;
    const auto found = m_guesses->find(token);
    return found == m_guesses->end() ? nullptr : &found->second;
}

int TokenChips::captionWidth(const CaptionMetrics& metrics, int token) const {
    if (!m_guesses)
        return metrics.ids.horizontalAdvance(
            QString::number(m_tokens[static_cast<std::size_t>(token)].id));
    const MaskGuess* guess = guessOf(token);
    if (!guess || guess->text.isEmpty())
        return 0;
    return metrics.words.horizontalAdvance(guessText(*guess)) + metrics.gap
        + metrics.numbers.horizontalAdvance(formatPercent(guess->probability));
}

QString TokenChips::tooltipOf(int token) const {
    const Token& shown = m_tokens[static_cast<std::size_t>(token)];
    if (m_guesses) {
        const MaskGuess* guess = guessOf(token);
        if (shown.special && !guess)
            return tr("%1 · a special token of the model").arg(tokenText(shown));
        return guess ? tr("hidden from the model; click to show it")
                     : tr("click to hide it from the model");
    }
    return tr("token %1 · id %2 · bytes %3 · offsets %4–%5")
        .arg(QString::number(token), QString::number(shown.id), hexBytes(shown.bytes))
        .arg(shown.start)
        .arg(shown.end);
}

} // namespace vitrine::widgets

#include "widgets/tokens/token_strip.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <ranges>
#include <utility>

#include <QAbstractTextDocumentLayout>
#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextFrame>
#include <QTextLayout>
#include <QToolTip>

#include "widgets/common/number_format.h"
#include "widgets/common/token_text.h"
#include "widgets/tokens/token_spacing.h"

namespace vitrine::widgets {

namespace {

constexpr double sidePadding = 4; // of a cell, inside the gap between cells
constexpr double verticalPadding = 3;
// Of the document; the room that a cell's padding takes at the largest zoom. They do not follow the
// zoom, since a change of them would be a step of the undo history.
constexpr double sideMargin = 10;
constexpr double topMargin = 8;
constexpr double lineHeightPercent = 150;
constexpr QChar lineEndArrow(0x21B5);

QString withLineFeeds(QString text) {
    return text.replace(QLatin1String("\r\n"), QLatin1String("\n"))
        .replace(QLatin1Char('\r'), QLatin1Char('\n'))
        .replace(QChar::ParagraphSeparator, QLatin1Char('\n'));
}

constexpr int endOfText = std::numeric_limits<int>::max();

/// Where the first gap stands that only one of the two has; endOfText where they have the same.
int firstDifference(const std::vector<TokenCell>& a, const std::vector<TokenCell>& b) {
    const auto [inA, inB] = std::ranges::mismatch(a, b, {}, &TokenCell::end, &TokenCell::end);
    return std::min(inA == a.end() ? endOfText : inA->end, inB == b.end() ? endOfText : inB->end);
}

bool isSpace(const QTextDocument& document, int start, int end) {
    const auto positions = std::views::iota(start, end);
    return std::ranges::all_of(
        positions, [&](int position) { return document.characterAt(position).isSpace(); });
}

/// Where `position` in the block's text is in its layout, which may hold what an input method is
/// composing.
int layoutPosition(const QTextLayout& layout, int position) {
    const bool shifted
        = position > layout.preeditAreaPosition() && layout.preeditAreaPosition() >= 0;
    return shifted ? position + static_cast<int>(layout.preeditAreaText().size()) : position;
}

} // namespace

TokenStrip::TokenStrip(QWidget* parent)
    : QTextEdit(parent), m_shades(ColorScale::surprisal(m_theme)) {
    setProperty("bare", true);
    setAcceptRichText(false);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setCursorWidth(2);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setMouseTracking(true);

    QTextOption option = document()->defaultTextOption();
    option.setFlags(option.flags() | QTextOption::ShowTabsAndSpaces);
    document()->setDefaultTextOption(option);
    QTextFrameFormat margins = document()->rootFrame()->frameFormat();
    margins.setLeftMargin(sideMargin);
    margins.setRightMargin(sideMargin);
    margins.setTopMargin(topMargin);
    margins.setBottomMargin(0); // the line height leaves room below
    document()->rootFrame()->setFrameFormat(margins);
    QTextBlockFormat lineFormat;
    lineFormat.setLineHeight(lineHeightPercent, QTextBlockFormat::ProportionalHeight);
    QTextCursor(document()).setBlockFormat(lineFormat);
    clearHistory();

    // Before the spacing hears of the same change, so that it finds the cells moved.
    connect(document(), &QTextDocument::contentsChange, this, &TokenStrip::takeDocumentChange);
    m_spacing = makeParented<TokenSpacing>(document());
    m_spacing->setCells(&m_cells);
    connect(this, &QTextEdit::textChanged, this, &TokenStrip::takeTextChange);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
        &TokenStrip::updateHeight);
    applyTheme();
    retranslate();
}

void TokenStrip::setText(const QString& text) {
    const QString wanted = withLineFeeds(text);
    m_cells = cellsAfterEdit(m_cells, m_text, wanted);
    replaceText(wanted);
}

void TokenStrip::setText(const QString& text, std::vector<ScoredToken> tokens) {
    const QString wanted = withLineFeeds(text);
    if (wanted == m_text) {
        setTokens(std::move(tokens));
        return;
    }
    const TextDifference edit = textDifference(m_text, wanted);
    const auto kept = cellsAfterEdit(m_cells, m_text, wanted);
    takeTokens(std::move(tokens), wanted);
    replaceText(wanted);
    // The blocks that were edited are spaced already; others only where their cells moved.
    const QTextBlock first = document()->findBlock(edit.start);
    const QTextBlock last = document()->findBlock(edit.start + edit.added);
    if (firstDifference(kept, m_cells) < first.position() || last != document()->lastBlock())
        m_spacing->rehighlight();
    viewport()->update();
}

void TokenStrip::replaceText(const QString& wanted) {
    const TextDifference edit = textDifference(m_text, wanted);
    if (edit.removed == 0 && edit.added == 0)
        return;
    m_settingText = true;
    QTextCursor cursor(document());
    cursor.setPosition(edit.start);
    cursor.setPosition(edit.start + edit.removed, QTextCursor::KeepAnchor);
    cursor.insertText(wanted.mid(edit.start, edit.added));
    m_settingText = false;
    m_reportedText = m_text;
    ensureCursorVisible();
}

void TokenStrip::clearHistory() {
    document()->clearUndoRedoStacks();
}

void TokenStrip::setTokens(std::vector<ScoredToken> tokens) {
    const auto before = m_cells;
    takeTokens(std::move(tokens), m_text);
    if (firstDifference(before, m_cells) < endOfText)
        m_spacing->rehighlight();
    viewport()->update();
}

void TokenStrip::takeTokens(std::vector<ScoredToken> tokens, const QString& text) {
    m_tokens = std::move(tokens);
    m_cells = alignTokens(text, m_tokens);
    m_selectedToken = std::min(m_selectedToken, static_cast<int>(m_tokens.size()) - 1);
}

void TokenStrip::setSelectedToken(int token) {
    m_selectedToken = token >= 0 && token < static_cast<int>(m_tokens.size()) ? token : -1;
    viewport()->update();
}

QRect TokenStrip::tokenRect(int token) const {
    const int cell = cellOfToken(token);
    if (cell < 0)
        return {};
    const auto parts = partsOfCell(m_cells[static_cast<std::size_t>(cell)]);
    return parts.empty() ? QRect() : parts.front().rect.translated(-scrollOffset()).toAlignedRect();
}

void TokenStrip::setMaximumLines(int lines) {
    m_maximumLines = lines;
    updateHeight();
}

QSize TokenStrip::sizeHint() const {
    const int line
        = static_cast<int>(std::lround(QFontMetricsF(font()).height() * lineHeightPercent / 100));
    const int margins = static_cast<int>(topMargin);
    const int wanted = static_cast<int>(std::ceil(document()->size().height()));
    const int height = std::clamp(wanted, line + margins, m_maximumLines * line + margins);
    return {m_theme.px(400), height};
}

QSize TokenStrip::minimumSizeHint() const {
    return {m_theme.px(120), sizeHint().height()};
}

QSize TokenStrip::figureSize() const {
    return document()->size().toSize();
}

void TokenStrip::paintFigure(QPainter& painter, const QSize& size) const {
    paintCells(painter, QRectF(QPointF(), QSizeF(size)));
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette = palette();
    document()->documentLayout()->draw(&painter, context);
}

void TokenStrip::paintEvent(QPaintEvent* event) {
    {
        QPainter painter(viewport());
        painter.setRenderHint(QPainter::Antialiasing);
        painter.translate(-scrollOffset());
        paintCells(painter, QRectF(viewport()->rect()).translated(scrollOffset()));
        paintSelection(painter);
    }
    QTextEdit::paintEvent(event);
}

void TokenStrip::keyPressEvent(QKeyEvent* event) {
    const bool leftOrRight = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (leftOrRight && event->modifiers() == Qt::AltModifier) {
        stepToken(event->key() == Qt::Key_Right ? 1 : -1);
        return;
    }
    if (event->key() == Qt::Key_Escape && m_selectedToken >= 0) {
        select(-1);
        return;
    }
    const int caret = textCursor().position();
    const QString before = m_text;
    QTextEdit::keyPressEvent(event);
    if (m_text == before && textCursor().position() != caret && !textCursor().hasSelection())
        select(tokenAtCaret());
}

void TokenStrip::mousePressEvent(QMouseEvent* event) {
    QTextEdit::mousePressEvent(event);
    if (event->button() == Qt::LeftButton)
        select(tokenAt(event->position().toPoint()));
}

void TokenStrip::mouseMoveEvent(QMouseEvent* event) {
    QTextEdit::mouseMoveEvent(event);
    setHoveredToken(tokenAt(event->position().toPoint()));
}

void TokenStrip::wheelEvent(QWheelEvent* event) {
    if (event->modifiers() & Qt::ControlModifier)
        event->ignore(); // the window zooms, not this text alone
    else
        QTextEdit::wheelEvent(event);
}

void TokenStrip::changeEvent(QEvent* event) {
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        applyTheme();
    else if (event->type() == QEvent::LanguageChange)
        retranslate();
}

bool TokenStrip::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave)
        setHoveredToken(-1);
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int token = tokenAt(help->pos());
        QToolTip::showText(
            help->globalPos(), token >= 0 ? tooltipOf(token) : toolTip(), viewport());
        return true;
    }
    return QTextEdit::viewportEvent(event);
}

QString TokenStrip::documentText() const {
    return withLineFeeds(document()->toRawText());
}

void TokenStrip::takeDocumentChange() {
    const QString text = documentText();
    if (text == m_text)
        return; // spacing, or an input method that is composing
    if (!m_settingText)
        m_cells = cellsAfterEdit(m_cells, m_text, text);
    m_text = text;
}

void TokenStrip::takeTextChange() {
    if (m_settingText || m_text == m_reportedText)
        return;
    m_reportedText = m_text;
    select(-1);
    Q_EMIT textEdited(m_text);
}

void TokenStrip::applyTheme() {
    m_theme = Theme::of(this);
    m_shades = ColorScale::surprisal(m_theme);
    setFont(m_theme.monoFont(TextSize::Token));
    m_spacing->setTheme(m_theme);
    m_spacing->rehighlight();
    updateHeight();
}

void TokenStrip::retranslate() {
    setAccessibleName(tr("Text"));
    setAccessibleDescription(
        tr("The text that the model continues; each token is shaded by its surprisal"));
    setPlaceholderText(tr("Write a text for the model to continue"));
}

void TokenStrip::updateHeight() {
    if (sizeHint().height() != height()) // a line more or less, not a word
        updateGeometry();
}

int TokenStrip::cellOfToken(int token) const {
    const auto cell = std::ranges::lower_bound(m_cells, token, {}, &TokenCell::lastToken);
    const bool found = token >= 0 && cell != m_cells.end() && cell->firstToken <= token;
    return found ? static_cast<int>(cell - m_cells.begin()) : -1;
}

int TokenStrip::tokenAt(const QPoint& viewportPosition) const {
    const QPointF position = QPointF(viewportPosition) + scrollOffset();
    const int near = document()->documentLayout()->hitTest(position, Qt::FuzzyHit);
    // The caret position nearest to a point may be the cell's first, its last, or the next one's.
    auto cell = std::ranges::lower_bound(m_cells, near, {}, &TokenCell::end);
    for (; cell != m_cells.end() && cell->start <= near; ++cell) {
        for (const auto& part : partsOfCell(*cell)) {
            if (!part.rect.contains(position))
                continue;
            const double share = (position.x() - part.rect.left()) / part.rect.width();
            const int offset = static_cast<int>(share * cell->tokenCount());
            return cell->firstToken + std::min(offset, cell->tokenCount() - 1);
        }
    }
    return -1;
}

int TokenStrip::tokenAtCaret() const {
    const int caret = textCursor().position();
    const auto cell = std::ranges::upper_bound(m_cells, caret, {}, &TokenCell::end);
    return cell != m_cells.end() && cell->start <= caret ? cell->firstToken : -1;
}

void TokenStrip::select(int token) {
    if (token == m_selectedToken)
        return;
    m_selectedToken = token;
    viewport()->update();
    Q_EMIT tokenSelected(token);
}

void TokenStrip::stepToken(int direction) {
    const int count = static_cast<int>(m_tokens.size());
    const int from = m_selectedToken >= 0 ? m_selectedToken : count;
    const int token = std::clamp(from + direction, 0, count);
    const int cell = token < count ? cellOfToken(token) : -1;
    QTextCursor cursor = textCursor();
    if (cell >= 0)
        cursor.setPosition(m_cells[static_cast<std::size_t>(cell)].start);
    else if (token == count)
        cursor.movePosition(QTextCursor::End);
    setTextCursor(cursor);
    select(token < count ? token : -1);
}

void TokenStrip::setHoveredToken(int token) {
    if (token == m_hoveredToken)
        return;
    m_hoveredToken = token;
    viewport()->update();
    Q_EMIT tokenHovered(token);
}

QPointF TokenStrip::scrollOffset() const {
    return {static_cast<double>(horizontalScrollBar()->value()),
        static_cast<double>(verticalScrollBar()->value())};
}

std::vector<TokenStrip::CellPart> TokenStrip::partsOfCell(const TokenCell& cell) const {
    std::vector<CellPart> parts;
    QTextBlock block = document()->findBlock(cell.start);
    for (; block.isValid() && block.position() < cell.end; block = block.next()) {
        const QTextLayout& layout = *block.layout();
        const int textEnd = block.position() + block.length() - 1; // without the line end
        const int start = std::max(cell.start - block.position(), 0);
        const int end = std::min(cell.end, textEnd) - block.position();
        const bool lineEnd = cell.end > textEnd;
        const int from = layoutPosition(layout, start);
        const int to = layoutPosition(layout, end);
        for (int i = layout.lineForTextPosition(from).lineNumber(); i < layout.lineCount(); ++i) {
            const QTextLine line = layout.lineAt(i);
            if (line.textStart() > to)
                break;
            const int lineStart = std::max(from, line.textStart());
            const int lineStop = std::min(to, line.textStart() + line.textLength());
            const bool last = i + 1 == layout.lineCount();
            const int before = block.position();
            if (lineStop < to && isSpace(*document(), before + lineStart, before + lineStop))
                continue; // what the token is shaded for begins on the next line
            if (lineStart < lineStop)
                parts.push_back({partRect(block, line, lineStart, lineStop), lineEnd && last});
            else if (lineEnd && last && from == to)
                parts.push_back({partRect(block, line, to, to), true});
        }
        if (lineEnd && !parts.empty() && parts.back().lineEnd)
            parts.back().rect.setWidth(
                parts.back().rect.width() + fontMetrics().horizontalAdvance(lineEndArrow));
    }
    return parts;
}

QRectF TokenStrip::partRect(
    const QTextBlock& block, const QTextLine& line, int start, int end) const {
    const QPointF origin = document()->documentLayout()->blockBoundingRect(block).topLeft();
    const QFontMetricsF metrics(font());
    const double padding = m_theme.px(sidePadding);
    const double left = line.cursorToX(start);
    const double right = end > start ? line.cursorToX(end) - m_spacing->gap() : left;
    const double baseline = line.y() + line.ascent();
    const double top = baseline - metrics.ascent() - m_theme.px(verticalPadding);
    const double height = metrics.height() + 2 * m_theme.px(verticalPadding);
    return QRectF(left - padding, top, std::max(right - left, 0.0) + 2 * padding, height)
        .translated(origin);
}

double TokenStrip::cellSurprisal(const TokenCell& cell) const {
    double bits = 0;
    for (int i = cell.firstToken; i <= cell.lastToken; ++i) {
        const auto& token = m_tokens[static_cast<std::size_t>(i)];
        bits += token.scored ? surprisalBits(token.logProbability) : 0;
    }
    return bits;
}

void TokenStrip::paintCells(QPainter& painter, const QRectF& visible) const {
    const auto* layout = document()->documentLayout();
    const int first = layout->hitTest(visible.topLeft(), Qt::FuzzyHit);
    const int last = layout->hitTest(visible.bottomRight(), Qt::FuzzyHit);
    auto cell = std::ranges::lower_bound(m_cells, first, {}, &TokenCell::end);
    for (; cell != m_cells.end() && cell->start <= last; ++cell)
        paintCell(painter, *cell);
}

void TokenStrip::paintCell(QPainter& painter, const TokenCell& cell) const {
    const QColor shade = m_shades.at(cellSurprisal(cell) / fullSurprisalBits);
    const bool hovered = m_hoveredToken >= cell.firstToken && m_hoveredToken <= cell.lastToken;
    for (const auto& part : partsOfCell(cell)) {
        painter.setPen(hovered ? QPen(m_theme.color(ColorRole::Faint), 1) : QPen(Qt::NoPen));
        painter.setBrush(shade);
        painter.drawRoundedRect(part.rect, m_theme.px(5), m_theme.px(5));
        if (part.lineEnd) {
            painter.setFont(font());
            painter.setPen(m_theme.color(ColorRole::Faint));
            painter.drawText(part.rect.adjusted(0, 0, -m_theme.px(sidePadding), 0),
                Qt::AlignRight | Qt::AlignVCenter, lineEndArrow);
        }
        if (cell.tokenCount() > 1)
            paintByteMarks(painter, cell, part.rect);
    }
}

void TokenStrip::paintByteMarks(
    QPainter& painter, const TokenCell& cell, const QRectF& rect) const {
    const double length = rect.width() / cell.tokenCount();
    const double thickness = m_theme.px(2);
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < cell.tokenCount(); ++i) {
        const bool selected = cell.firstToken + i == m_selectedToken;
        painter.setBrush(m_theme.color(selected ? ColorRole::Accent : ColorRole::Faint));
        painter.drawRect(
            QRectF(rect.left() + i * length + 1, rect.bottom() - thickness, length - 2, thickness));
    }
}

void TokenStrip::paintSelection(QPainter& painter) const {
    const int cell = cellOfToken(m_selectedToken);
    if (cell < 0)
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.color(ColorRole::Accent), m_theme.px(2)));
    for (const auto& part : partsOfCell(m_cells[static_cast<std::size_t>(cell)]))
        painter.drawRoundedRect(part.rect, m_theme.px(5), m_theme.px(5));
}

QString TokenStrip::tooltipOf(int token) const {
    const ScoredToken& scored = m_tokens[static_cast<std::size_t>(token)];
    QStringList lines{tr("%1 · id %2 · bytes %3")
                          .arg(tokenText(scored.token), QString::number(scored.token.id),
                              hexBytes(scored.token.bytes))};
    if (scored.scored) {
        lines += tr("surprisal %1 bits · probability %2 · rank %3")
                     .arg(formatBits(surprisalBits(scored.logProbability)),
                         formatProbability(std::exp(scored.logProbability)),
                         formatCount(scored.rank));
    } else {
        lines += tr("nothing before it to predict it from");
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace vitrine::widgets

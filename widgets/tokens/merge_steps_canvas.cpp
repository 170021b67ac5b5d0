#include "widgets/tokens/merge_steps_canvas.h"

#include <algorithm>
#include <utility>

#include <QFontMetrics>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"

namespace vitrine::widgets {

namespace {

constexpr double chipPadding = 7;
constexpr double chipMargin = 4; // above and below its text
constexpr double chipGap = 4;
constexpr double rowGap = 10;
constexpr double labelGap = 14;
constexpr int shownSteps
    = 24; // of a word; a text that is not cut into words has as many as it is long
constexpr int scoreDecimals = 2; // of log-probabilities

/// The end of the word up to a place: texts that are not cut into words are long.
QString reachedText(const PreTokenSteps& word, const LatticeStep& place) {
    constexpr int shown = 24; // characters
    const QString reached = tokenText(word.text.substr(0, place.end));
    return reached.size() <= shown ? reached : QStringLiteral("…") + reached.right(shown);
}

QString latticeSentence(const PreTokenSteps& word, const LatticeStep& place) {
    const auto& best = place.candidates.front();
    return MergeStepsCanvas::tr(
        "%n pieces can end after %1: with %2 the sum of log-probabilities is "
        "the largest, %3.",
        nullptr, static_cast<int>(place.candidates.size()))
        .arg(reachedText(word, place), tokenText(best.piece),
            formatNumber(best.total, scoreDecimals));
}

} // namespace

MergeStepsCanvas::MergeStepsCanvas(QWidget* parent) : ScrolledFigure(parent) {
    setFocusPolicy(Qt::NoFocus); // the view around it has the keys
    retranslate();
}

void MergeStepsCanvas::setSteps(TokenizationSteps steps) {
    m_steps = std::move(steps);
    m_timeline = MergeTimeline(m_steps);
    m_position = std::min(m_position, m_timeline.count() - 1);
    relayout();
}

void MergeStepsCanvas::setPosition(int position) {
    m_position = position;
    relayout();
    verticalScrollBar()->setValue(verticalScrollBar()->maximum()); // where the newest row is
}

QString MergeStepsCanvas::sentence() const {
    using Stage = MergeTimeline::Stage;
    const auto moment = m_timeline.at(m_position);
    switch (moment.stage) {
    case Stage::Input:
        return tr("The text as it was written.");
    case Stage::Normalized:
        return m_steps.input == m_steps.normalized ? tr("Normalising changes nothing here.")
                                                   : tr("The text is normalised.");
    case Stage::PreTokens:
        return tr("The text is cut into %n pre-tokens, which are worked on one by one.", nullptr,
            static_cast<int>(m_steps.preTokens.size()));
    case Stage::Tokens:
        return tr("Done: %n tokens.", nullptr, static_cast<int>(m_steps.tokens.size()));
    case Stage::Word:
        break;
    }
    const auto& word = m_steps.preTokens[static_cast<std::size_t>(moment.word)];
    if (moment.step == 0)
        return tr("The pre-token %1 begins as %n pieces.", nullptr,
            static_cast<int>(word.initialPieces.size()))
            .arg(tokenText(word.text));
    const auto step = static_cast<std::size_t>(moment.step) - 1;
    if (step < word.merges.size()) {
        return tr("Merge number %1 of the table joins two pieces to %2.")
            .arg(formatCount(word.merges[step].rank + 1), tokenText(word.merges[step].piece));
    }
    if (step < word.lattice.size())
        return latticeSentence(word, word.lattice[step]);
    const auto& attempt = word.attempts[step];
    const QString piece = QString::fromStdString(attempt.piece);
    return attempt.found ? tr("%1 is in the vocabulary: it is the longest match.").arg(piece)
                         : tr("%1 is not in the vocabulary; a shorter one is tried.").arg(piece);
}

QSize MergeStepsCanvas::sizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(480), theme.px(260)};
}

QSize MergeStepsCanvas::minimumSizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(240), theme.px(100)};
}

QSize MergeStepsCanvas::figureSize() const {
    const int bottom = m_rows.empty() ? 1 : m_rows.back().top + m_rows.back().layout.height();
    return {viewport()->width(), bottom + 2};
}

void MergeStepsCanvas::paintFigure(QPainter& painter, const QSize& size) const {
    paintRows(painter, place(size.width()));
}

void MergeStepsCanvas::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(0, -verticalScrollBar()->value());
    paintRows(painter, m_rows);
}

void MergeStepsCanvas::mousePressEvent(QMouseEvent* event) {
    const QPoint point = placeOf(event->position()).toPoint();
    const auto words
        = std::ranges::find_if(m_rows, [](const PlacedRow& placed) { return placed.row.words; });
    if (words == m_rows.end())
        return;
    const int word = words->layout.at(point - QPoint(labelWidth(rows()), words->top));
    if (word >= 0)
        Q_EMIT wordClicked(word);
}

std::vector<MergeStepsCanvas::Row> MergeStepsCanvas::rows() const {
    using Stage = MergeTimeline::Stage;
    const auto moment = m_timeline.at(m_position);
    std::vector<Row> rows;
    rows.push_back({tr("Input"), {{tokenText(m_steps.input)}}});
    if (moment.stage >= Stage::Normalized)
        rows.push_back({tr("Normalised"), {{tokenText(m_steps.normalized)}}});
    if (moment.stage >= Stage::PreTokens)
        rows.push_back(wordsRow(moment));
    if (m_timeline.finishedWords(m_position) > 0)
        rows.push_back(tokensRow());
    if (moment.stage == Stage::Word) {
        const auto& word = m_steps.preTokens[static_cast<std::size_t>(moment.word)];
        if (!word.lattice.empty())
            addLatticeRows(rows, word, moment.step);
        else if (!word.attempts.empty())
            addMatchRow(rows, word, moment.step);
        else
            addMergeRows(rows, word, moment.step);
    }
    return rows;
}

MergeStepsCanvas::Row MergeStepsCanvas::wordsRow(const MergeTimeline::Moment& moment) const {
    Row row{tr("Pre-tokens"), {}, true};
    const int finished = m_timeline.finishedWords(m_position);
    for (int i = 0; i < static_cast<int>(m_steps.preTokens.size()); ++i) {
        const auto style = i == moment.word ? ChipStyle::Active
            : i < finished                  ? ChipStyle::Done
                                            : ChipStyle::Plain;
        row.chips.push_back(
            {tokenText(m_steps.preTokens[static_cast<std::size_t>(i)].text), style});
    }
    return row;
}

void MergeStepsCanvas::addMergeRows(
    std::vector<Row>& rows, const PreTokenSteps& word, int step) const {
    for (int done = std::max(0, step - shownSteps); done <= step; ++done) {
        const auto count = static_cast<std::size_t>(done);
        //: %1 is the place of a merge in the tokeniser's table
        Row row{done == 0 ? tr("Pieces")
                          : tr("merge %1").arg(formatCount(word.merges[count - 1].rank + 1)),
            {}};
        for (const auto& piece : word.piecesAfter(count))
            row.chips.push_back({tokenText(piece)});
        if (done > 0)
            row.chips[word.merges[count - 1].position].style = ChipStyle::Made;
        rows.push_back(std::move(row));
    }
}

/// A row for each place: the pieces that may end there, each with the sum that it reaches.
void MergeStepsCanvas::addLatticeRows(
    std::vector<Row>& rows, const PreTokenSteps& word, int step) const {
    Row& characters = rows.emplace_back(Row{tr("Pieces"), {}});
    for (const auto& piece : word.initialPieces)
        characters.chips.push_back({tokenText(piece)});
    for (int place = std::max(0, step - shownSteps); place < step; ++place) {
        //: %1 counts the places of a word that a piece can end at
        Row& row = rows.emplace_back(Row{tr("place %1").arg(formatCount(place + 1)), {}});
        for (const auto& candidate : word.lattice[static_cast<std::size_t>(place)].candidates) {
            const auto style = row.chips.empty() ? ChipStyle::Made : ChipStyle::Rejected;
            row.chips.push_back({tokenText(candidate.piece) + QStringLiteral("  ")
                    + formatNumber(candidate.total, scoreDecimals),
                style});
        }
    }
}

void MergeStepsCanvas::addMatchRow(
    std::vector<Row>& rows, const PreTokenSteps& word, int step) const {
    rows.push_back({tr("Pieces"), {{tokenText(word.text)}}});
    Row tried{tr("Tried"), {}};
    for (int i = 0; i < step; ++i) {
        const auto& attempt = word.attempts[static_cast<std::size_t>(i)];
        tried.chips.push_back({QString::fromStdString(attempt.piece),
            attempt.found ? ChipStyle::Made : ChipStyle::Rejected});
    }
    if (!tried.chips.empty())
        rows.push_back(std::move(tried));
}

MergeStepsCanvas::Row MergeStepsCanvas::tokensRow() const {
    Row row{tr("Tokens"), {}};
    for (int i = 0; i < m_timeline.finishedWords(m_position); ++i) {
        for (const Token& token : m_steps.preTokens[static_cast<std::size_t>(i)].tokens)
            row.chips.push_back({tokenText(token), ChipStyle::Done});
    }
    return row;
}

std::vector<MergeStepsCanvas::PlacedRow> MergeStepsCanvas::place(int width) const {
    const Theme theme = Theme::of(this);
    const QFontMetrics text(theme.monoFont(TextSize::Body));
    const auto wanted = rows();
    const int labels = labelWidth(wanted);
    const ChipLayout::Metrics metrics{std::max(width - labels - 1, 1),
        text.height() + 2 * theme.px(chipMargin), theme.px(chipGap), theme.px(chipGap)};
    std::vector<PlacedRow> placed;
    int top = 1;
    for (const Row& row : wanted) {
        std::vector<int> widths;
        for (const Chip& chip : row.chips)
            widths.push_back(std::min(
                text.horizontalAdvance(chip.text) + 2 * theme.px(chipPadding), metrics.width));
        placed.push_back({row, ChipLayout(metrics, widths), top});
        top += placed.back().layout.height() + theme.px(rowGap);
    }
    return placed;
}

int MergeStepsCanvas::labelWidth(const std::vector<Row>& rows) const {
    const Theme theme = Theme::of(this);
    const QFontMetrics caption(theme.font(TextSize::Caption));
    int width = caption.horizontalAdvance(tr("Normalised")); // rows that come later keep the column
    for (const Row& row : rows)
        width = std::max(width, caption.horizontalAdvance(row.label));
    return width + theme.px(labelGap);
}

void MergeStepsCanvas::relayout() {
    m_rows = place(viewport()->width());
    setContentHeight(figureSize().height(), Theme::of(this).px(24));
}

void MergeStepsCanvas::retranslate() {
    setAccessibleName(tr("Steps of the tokeniser"));
    relayout();
}

void MergeStepsCanvas::paintRows(QPainter& painter, const std::vector<PlacedRow>& rows) const {
    const Theme theme = Theme::of(this);
    const int labels = [&] {
        std::vector<Row> plain;
        for (const auto& placed : rows)
            plain.push_back(placed.row);
        return labelWidth(plain);
    }();
    for (const PlacedRow& placed : rows) {
        const auto& rects = placed.layout.chips();
        painter.setFont(theme.font(TextSize::Caption));
        painter.setPen(theme.color(ColorRole::Secondary));
        const int lineHeight = rects.empty() ? 0 : rects.front().height();
        painter.drawText(QRect(0, placed.top, labels, lineHeight), Qt::AlignLeft | Qt::AlignVCenter,
            placed.row.label);
        for (std::size_t i = 0; i < rects.size(); ++i)
            paintChip(painter, theme, placed.row.chips[i], rects[i].translated(labels, placed.top));
    }
}

void MergeStepsCanvas::paintChip(
    QPainter& painter, const Theme& theme, const Chip& chip, const QRect& rect) const {
    const bool made = chip.style == ChipStyle::Made;
    const bool active = chip.style == ChipStyle::Active;
    const bool rejected = chip.style == ChipStyle::Rejected;
    painter.setPen(QPen(theme.color(made || active ? ColorRole::Accent : ColorRole::Line),
        active ? theme.px(2) : 1, rejected ? Qt::DashLine : Qt::SolidLine));
    const auto fill = made              ? ColorRole::AccentTint
        : chip.style == ChipStyle::Done ? ColorRole::Raised
                                        : ColorRole::Surface;
    painter.setBrush(theme.color(fill));
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(5), theme.px(5));
    painter.setFont(theme.monoFont(TextSize::Body));
    painter.setPen(theme.color(made ? ColorRole::AccentText
            : rejected              ? ColorRole::Secondary
                                    : ColorRole::Text));
    const int room = rect.width() - 2 * theme.px(chipPadding) + 1;
    painter.drawText(
        rect, Qt::AlignCenter, painter.fontMetrics().elidedText(chip.text, Qt::ElideRight, room));
}

} // namespace vitrine::widgets

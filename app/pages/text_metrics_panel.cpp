#include "app/pages/text_metrics_panel.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "widgets/common/card.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/ngram/text_table.h"

namespace vitrine::app {

namespace {

using widgets::formatCount;
using widgets::formatProbability;

constexpr double fullBleu = 100;
constexpr int wideShare = 600; // of a splitter; only the proportion counts
constexpr int narrowShare = 400;

QString translated(const char* text) {
    return QCoreApplication::translate("TextScores", text);
}

QString fraction(std::int64_t hits, std::int64_t total) {
    return formatCount(hits) + QStringLiteral(" / ") + formatCount(total);
}

/// "1-gram 5 / 6 · 2-gram 3 / 5 …; length 6 / 6: penalty 1".
QString workedBleu(const metrics::BleuScore& bleu) {
    QStringList orders;
    for (int order = 1; order <= metrics::BleuOrder; ++order) {
        const auto i = static_cast<std::size_t>(order - 1);
        //: %1 is an order, %2 a fraction of n-grams: those found of all
        orders.append(translated(QT_TRANSLATE_NOOP("TextScores", "%1-grams %2"))
                          .arg(order)
                          .arg(fraction(bleu.hits[i], bleu.totals[i])));
    }
    //: %1 is a list of precisions, %2 a fraction of lengths, %3 a number
    return translated(QT_TRANSLATE_NOOP("TextScores", "%1; words %2, brevity penalty %3"))
        .arg(orders.join(QStringLiteral(" · ")), fraction(bleu.length, bleu.referenceLength),
            formatProbability(bleu.brevityPenalty));
}

/// "5 in common: precision 5 / 6, recall 5 / 7".
QString workedRouge(const metrics::PrecisionRecall& scores) {
    return translated(QT_TRANSLATE_NOOP("TextScores", "%1 in common: precision %2, recall %3"))
        .arg(formatCount(scores.hits), fraction(scores.hits, scores.answered),
            fraction(scores.hits, scores.expected));
}

QString workedLongest(const metrics::RougeScores& rouge) {
    QStringList words;
    for (const auto& word : rouge.subsequence) {
        words.append(QString::fromStdString(word));
    }
    return workedRouge(rouge.longest) + QStringLiteral(" · ") + words.join(QLatin1Char(' '));
}

/// "5 matches (cat, runs ~ running): precision …".
QString workedMeteor(const ScoredPair& pair) {
    const auto& meteor = pair.meteor;
    QStringList stems;
    for (const auto& match : meteor.matches) {
        if (match.stem) {
            stems.append(QString::fromStdString(pair.words[static_cast<std::size_t>(match.word)])
                + QStringLiteral(" ~ ")
                + QString::fromStdString(
                    pair.referenceWords[static_cast<std::size_t>(match.reference)]));
        }
    }
    const auto hits = static_cast<std::int64_t>(meteor.matches.size());
    auto text
        = translated(QT_TRANSLATE_NOOP("TextScores",
                         "%1 matches in %2 runs: precision %3, recall %4, mean %5, penalty %6"))
              .arg(formatCount(hits), formatCount(meteor.chunks),
                  fraction(hits, static_cast<std::int64_t>(pair.words.size())),
                  fraction(hits, static_cast<std::int64_t>(pair.referenceWords.size())),
                  formatProbability(meteor.mean), formatProbability(meteor.penalty));
    if (!stems.isEmpty()) {
        //: %1 is a list of word pairs
        text += translated(QT_TRANSLATE_NOOP("TextScores", "; by stem: %1"))
                    .arg(stems.join(QStringLiteral(", ")));
    }
    return text;
}

} // namespace

TextMetricsPanel::TextMetricsPanel(QWidget* parent)
    : QWidget(parent), m_rows(widgets::makeParented<QSplitter>(Qt::Vertical, this)),
      m_upper(widgets::makeParented<QSplitter>(Qt::Horizontal, m_rows)),
      m_candidateCard(widgets::makeParented<widgets::Card>(m_upper)),
      m_candidates(widgets::makeParented<QPlainTextEdit>(m_candidateCard)),
      m_referenceCard(widgets::makeParented<widgets::Card>(m_upper)),
      m_references(widgets::makeParented<QPlainTextEdit>(m_referenceCard)),
      m_scoreCard(widgets::makeParented<widgets::Card>(m_rows)),
      m_line(widgets::makeParented<QSpinBox>(m_scoreCard)),
      m_view(widgets::makeParented<QTableView>(m_scoreCard)),
      m_table(widgets::makeParented<widgets::TextTable>(this)) {
    build();
    for (QPlainTextEdit* edit : {m_candidates.get(), m_references.get()}) {
        connect(edit, &QPlainTextEdit::textChanged, this, &TextMetricsPanel::measure);
        connect(edit, &QPlainTextEdit::textChanged, this, &TextMetricsPanel::textsChanged);
    }
    connect(m_line, &QSpinBox::valueChanged, this, &TextMetricsPanel::show);
    retranslate();
    applyTheme();
}

void TextMetricsPanel::build() {
    m_candidates->setObjectName(QStringLiteral("candidates"));
    m_references->setObjectName(QStringLiteral("references"));
    m_view->setObjectName(QStringLiteral("textScores"));
    m_candidateCard->setContent(m_candidates);
    m_referenceCard->setContent(m_references);
    m_view->setModel(m_table);
    m_view->verticalHeader()->hide();
    m_view->setShowGrid(false);
    m_scoreCard->setContent(m_view);
    m_scoreCard->setTable(m_table);
    m_scoreCard->addHeaderWidget(m_line);
    m_line->setMinimum(1);
    m_rows->setSizes({narrowShare, wideShare});
    m_rows->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_rows);
}

void TextMetricsPanel::setTexts(const QString& candidates, const QString& references) {
    m_candidates->setPlainText(candidates);
    m_references->setPlainText(references);
}

QString TextMetricsPanel::candidates() const {
    return m_candidates->toPlainText();
}

QString TextMetricsPanel::references() const {
    return m_references->toPlainText();
}

void TextMetricsPanel::measure() {
    m_request.request(
        [candidates = candidates().toStdString(), references = references().toStdString()](
            const std::stop_token&) { return scoreTexts(candidates, references); },
        [this](TextScores scores) {
            m_scores = std::move(scores);
            m_line->setMaximum(std::max(1, static_cast<int>(m_scores.pairs.size())));
            show();
        });
}

void TextMetricsPanel::show() {
    QList<QList<widgets::TextTable::Cell>> rows;
    const auto add = [&](const QString& name, double mean, double value, const QString& worked) {
        rows.append({{name, {}, false}, {formatProbability(mean), mean, false},
            {formatProbability(value), value, false}, {worked, {}, false}});
    };
    const auto line = static_cast<std::size_t>(m_line->value() - 1);
    if (line < m_scores.pairs.size()) {
        const auto& pair = m_scores.pairs[line];
        const auto& rouge = pair.rouge;
        const double bleu = m_scores.bleu.score / fullBleu;
        rows.append({{QStringLiteral("BLEU"), {}, false}, {formatProbability(bleu), bleu, false},
            {}, {workedBleu(m_scores.bleu), {}, false}});
        add(QStringLiteral("ROUGE-1"), m_scores.rouge1, rouge.unigrams.f1,
            workedRouge(rouge.unigrams));
        add(QStringLiteral("ROUGE-2"), m_scores.rouge2, rouge.bigrams.f1,
            workedRouge(rouge.bigrams));
        add(QStringLiteral("ROUGE-L"), m_scores.rougeL, rouge.longest.f1, workedLongest(rouge));
        add(QStringLiteral("METEOR"), m_scores.meteor, pair.meteor.score, workedMeteor(pair));
    }
    m_line->setVisible(m_scores.pairs.size() > 1);
    m_table->setRows(
        {tr("metric"), tr("all lines"), tr("this line"), tr("how it is made")}, std::move(rows));
    auto* header = m_view->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(3, QHeaderView::Stretch);
    m_view->resizeRowsToContents();
    m_scoreCard->setSubtitle(m_scores.chinese
            ? tr("Chinese characters count as words; BLEU is of all lines together")
            : tr("BLEU is of all lines together, the others are means over the lines"));
}

void TextMetricsPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void TextMetricsPanel::retranslate() {
    m_candidateCard->setTitle(tr("Written texts"));
    m_candidateCard->setSubtitle(tr("one on each line"));
    m_candidates->setAccessibleName(tr("Written texts"));
    m_candidates->setToolTip(tr("What a model wrote, a text on each line"));
    m_referenceCard->setTitle(tr("References"));
    m_referenceCard->setSubtitle(tr("on the same lines"));
    m_references->setAccessibleName(tr("References"));
    m_references->setToolTip(tr("What it should have written, on the same line"));
    m_scoreCard->setTitle(tr("BLEU, ROUGE and METEOR"));
    m_line->setPrefix(tr("line "));
    m_line->setAccessibleName(tr("Line"));
    m_line->setToolTip(tr("The line whose counts are worked out"));
    m_view->setAccessibleName(tr("Scores of the texts"));
    m_view->setToolTip(tr("Each score with the counts that it is made of"));
    show();
}

void TextMetricsPanel::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_rows->setHandleWidth(theme.px(12));
    m_upper->setHandleWidth(theme.px(12));
}

} // namespace vitrine::app

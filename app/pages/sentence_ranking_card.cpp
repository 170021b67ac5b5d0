#include "app/pages/sentence_ranking_card.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <utility>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/ngram/text_table.h"

namespace vitrine::app {

namespace {

using namespace std::chrono_literals;

constexpr auto typingPause = 300ms;
constexpr int mostSentences = 50;
constexpr int narrowSentence = 132; // pixels, as below
constexpr int lowCard = 300;
constexpr int lowEdit = 44; // leaves the table its third row
constexpr int highEdit = 92;
constexpr int numberWidth = 52;
constexpr int headerHeight = 38; // two lines
constexpr int rowHeight = 24;
constexpr double impossible = -250; // log₂; a model that does not smooth rules something out
constexpr std::size_t firstEnglish = 3; // of the presets

/// Alternatives that lectures use; sentences are examples and are not translated.
const std::array presets{QStringLiteral("你先走\n你走先\n走你先"),
    QStringLiteral("厨房里食油用完了\n厨房里石油用完了"),
    QStringLiteral("这个网站的文章真水啊\n这个网站的睡觉苹果好快"),
    QStringLiteral("The old man went to the sea.\nThe old man want to the sea.\n"
                   "To the sea went the old man."),
    QStringLiteral("He wrecked a nice beach.\nHe recognised speech.")};

} // namespace

SentenceRankingCard::SentenceRankingCard(ModelShelf& shelf, JobQueue& queue, QWidget* parent)
    : QWidget(parent), m_shelf(shelf), m_request(queue),
      m_presets(widgets::makeParented<QComboBox>(this)),
      m_edit(widgets::makeParented<QPlainTextEdit>(this)),
      m_measure(widgets::makeParented<QComboBox>(this)),
      m_view(widgets::makeParented<QTableView>(this)),
      m_table(widgets::makeParented<widgets::TextTable>(this)) {
    build();
    m_soon.setSingleShot(true);
    m_soon.setInterval(typingPause);
    connect(&m_soon, &QTimer::timeout, this, &SentenceRankingCard::rank);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        m_soon.start();
        Q_EMIT sentencesChanged();
    });
    connect(&shelf, &ModelShelf::changed, this, [this] { m_soon.start(); });
    connect(m_presets, &QComboBox::activated, this,
        [this](int index) { m_edit->setPlainText(presets[static_cast<std::size_t>(index)]); });
    connect(m_measure, &QComboBox::currentIndexChanged, this, &SentenceRankingCard::fill);
    connect(m_measure, &QComboBox::activated, this, &SentenceRankingCard::measureChanged);
    connect(m_view, &QTableView::clicked, this,
        [this](const QModelIndex& index) { Q_EMIT sentenceChosen(m_ranked.value(index.row())); });
    m_edit->setPlainText(presets.front());
    applyTheme();
    retranslate();
}

void SentenceRankingCard::build() {
    auto* controls = new QHBoxLayout;
    controls->addWidget(m_presets, 1);
    controls->addWidget(m_measure);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(controls);
    layout->addWidget(m_edit);
    layout->addWidget(m_view, 1);
    m_view->setModel(m_table);
    m_view->verticalHeader()->hide();
    m_view->setShowGrid(false);
    m_view->setProperty("dense", true);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->horizontalHeader()->setDefaultAlignment(
        Qt::Alignment(Qt::AlignCenter) | static_cast<Qt::AlignmentFlag>(Qt::TextWordWrap));
    m_view->horizontalHeader()->setMinimumSectionSize(1);
}

const QAbstractItemModel* SentenceRankingCard::table() const {
    return m_table;
}

QString SentenceRankingCard::sentences() const {
    return m_edit->toPlainText();
}

void SentenceRankingCard::setSentences(const QString& sentences) {
    m_edit->setPlainText(sentences);
}

int SentenceRankingCard::measure() const {
    return m_measure->currentIndex();
}

void SentenceRankingCard::setMeasure(int measure) {
    m_measure->setCurrentIndex(std::clamp(measure, 0, m_measure->count() - 1));
}

void SentenceRankingCard::followLanguage(bool chinese) {
    const auto current = m_edit->toPlainText();
    const auto found = std::ranges::find(presets, current);
    const bool isChinese = static_cast<std::size_t>(found - presets.begin()) < firstEnglish;
    if (found != presets.end() && isChinese != chinese) {
        const auto first = chinese ? std::size_t{0} : firstEnglish;
        m_presets->setCurrentIndex(static_cast<int>(first));
        m_edit->setPlainText(presets[first]);
    }
}

QStringList SentenceRankingCard::lines() const {
    QStringList lines;
    for (const auto& line : m_edit->toPlainText().split(u'\n')) {
        if (!line.trimmed().isEmpty()) {
            lines << line.trimmed();
        }
    }
    return lines.mid(0, mostSentences);
}

void SentenceRankingCard::rank() {
    const auto models = m_shelf.shown();
    const auto sentences = lines();
    if (!isVisible() || models.empty() || sentences.isEmpty()) {
        return;
    }
    m_request.request(
        [models, sentences, unit = m_shelf.unit()](
            const std::stop_token& stop) -> Expected<Results> {
            Results results;
            for (const auto& sentence : sentences) {
                auto result = compareSentence(models, sentence.toStdString(), unit, stop);
                if (!result) {
                    return Unexpected(result.error());
                }
                results.push_back(std::move(*result));
            }
            return results;
        },
        [this, models, sentences](Expected<Results> results) {
            if (results) {
                show(sentences, models, std::move(*results));
            } else if (results.error().code != ErrorCode::Interrupted) {
                Q_EMIT failed(results.error());
            }
        });
}

void SentenceRankingCard::show(
    const QStringList& lines, const std::vector<ComparedModel>& models, Results results) {
    m_ranked = lines;
    m_models = models;
    m_results = std::move(results);
    fill();
}

void SentenceRankingCard::fill() {
    QStringList headers{tr("sentence")};
    QList<QList<widgets::TextTable::Cell>> rows;
    for (const auto& line : m_ranked) {
        rows.append({{line, {}, false}});
    }
    for (std::size_t model = 0; model < m_models.size(); ++model) {
        headers << m_models[model].name;
        std::vector<double> values;
        for (const auto& result : m_results) {
            const double share = m_measure->currentIndex() == 0 ? 1 : result.tokens[model];
            values.push_back(result.totals[model] / std::max(1.0, share));
        }
        const auto best = std::ranges::max_element(values) - values.begin();
        for (std::size_t i = 0; i < values.size(); ++i) {
            const bool possible = m_results[i].totals[model] > impossible;
            rows[static_cast<qsizetype>(i)].append(
                {possible ? widgets::formatNumber(values[i], 1) : QStringLiteral("−∞"), values[i],
                    possible && static_cast<std::ptrdiff_t>(i) == best});
        }
    }
    m_table->setRows(headers, std::move(rows));
    fitColumns();
}

/// Many models side by side: narrow numbers, their names on two lines; the sentences take the rest.
void SentenceRankingCard::fitColumns() {
    const auto theme = widgets::Theme::of(this);
    const int numbers = m_table->columnCount() - 1;
    for (int column = 1; column <= numbers; ++column) {
        m_view->setColumnWidth(column, theme.px(numberWidth));
    }
    const int rest = m_view->viewport()->width() - numbers * theme.px(numberWidth);
    m_view->resizeColumnToContents(0);
    m_view->setColumnWidth(
        0, std::min(m_view->columnWidth(0), std::max(rest, theme.px(narrowSentence))));
}

void SentenceRankingCard::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const auto theme = widgets::Theme::of(this);
    m_edit->setFixedHeight(theme.px(height() < theme.px(lowCard) ? lowEdit : highEdit));
    fitColumns();
}

void SentenceRankingCard::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_soon.start();
}

void SentenceRankingCard::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void SentenceRankingCard::retranslate() {
    const int chosen = std::max(0, m_presets->currentIndex());
    m_presets->clear();
    for (const auto& preset : presets) {
        m_presets->addItem(QString(preset).replace(u'\n', QStringLiteral(" / ")));
    }
    m_presets->setCurrentIndex(chosen);
    m_presets->setToolTip(tr("Alternatives to start from"));
    m_presets->setAccessibleName(tr("Examples of alternatives"));
    const int measure = std::max(0, m_measure->currentIndex());
    m_measure->clear();
    m_measure->addItems({tr("of the sentence"), tr("per token")});
    m_measure->setCurrentIndex(measure);
    m_measure->setToolTip(tr("log₂ p of the whole sentence, or divided by its tokens"));
    m_measure->setAccessibleName(tr("What is compared"));
    m_edit->setToolTip(tr("Alternatives, one on each line"));
    m_edit->setAccessibleName(tr("Alternatives, one on each line"));
    m_edit->setPlaceholderText(tr("Paste alternatives, one on each line."));
    m_view->setAccessibleName(tr("Log-probabilities of the alternatives"));
    m_view->setToolTip(tr("Bold: the sentence that a model finds likeliest. Click one to follow it "
                          "step by step below"));
    fill();
}

void SentenceRankingCard::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    layout()->setSpacing(theme.px(6));
    m_view->verticalHeader()->setMinimumSectionSize(1);
    m_view->verticalHeader()->setDefaultSectionSize(theme.px(rowHeight));
    m_view->horizontalHeader()->setFixedHeight(theme.px(headerHeight));
    fitColumns();
    m_presets->setMinimumWidth(theme.px(80));
}

} // namespace vitrine::app

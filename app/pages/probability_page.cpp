#include "app/pages/probability_page.h"

#include <QComboBox>
#include <QEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <utility>

#include "app/pages/compared_models_panel.h"
#include "app/pages/comparison_numbers.h"
#include "app/pages/measure_card.h"
#include "app/pages/ngram_table_card.h"
#include "app/pages/ngram_why_panel.h"
#include "app/pages/perplexity_curves.h"
#include "app/pages/prompt_race_card.h"
#include "app/pages/sentence_ranking_card.h"
#include "app/pages/sentence_steps_view.h"
#include "engine/ngram/text_units.h"
#include "widgets/common/card.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/ngram/comparison_chart.h"

namespace vitrine::app {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t shownCandidates = 10;
constexpr auto followPause = 80ms; // several changes make one question
constexpr int wideShare = 600; // of a splitter; only the proportion counts
constexpr int narrowShare = 400;
constexpr int sortLetters = 9;
constexpr std::size_t longestSentence = 2000; // bytes

} // namespace

ProbabilityPage::ProbabilityPage(Laboratory& laboratory, QWidget* parent)
    : Page(parent), m_laboratory(laboratory), m_shelf(laboratory, nullptr),
      m_rows(widgets::makeParented<QSplitter>(Qt::Vertical, this)),
      m_upper(widgets::makeParented<QSplitter>(Qt::Horizontal, m_rows)),
      m_chartCard(widgets::makeParented<widgets::Card>(m_upper)),
      m_scale(widgets::makeParented<widgets::SegmentedControl>(m_chartCard)),
      m_sort(widgets::makeParented<QComboBox>(m_chartCard)),
      m_rankCard(widgets::makeParented<widgets::Card>(m_upper)),
      m_ranking(widgets::makeParented<SentenceRankingCard>(m_shelf, m_queue, m_rankCard)),
      m_lower(widgets::makeParented<QWidget>(m_rows)),
      m_study(widgets::makeParented<widgets::SegmentedControl>(m_lower)),
      m_studies(widgets::makeParented<QStackedWidget>(m_lower)),
      m_stepsCard(widgets::makeParented<widgets::Card>(m_studies)),
      m_stepsView(widgets::makeParented<SentenceStepsView>(m_stepsCard)),
      m_measureCard(widgets::makeParented<widgets::Card>(m_studies)),
      m_measure(widgets::makeParented<MeasureCard>(m_shelf, m_measureCard)),
      m_tableCard(widgets::makeParented<widgets::Card>(m_studies)),
      m_table(widgets::makeParented<NgramTableCard>(m_shelf, m_tableCard)),
      m_raceCard(widgets::makeParented<widgets::Card>(m_studies)),
      m_race(widgets::makeParented<PromptRaceCard>(m_shelf, m_raceCard)),
      m_inspector(widgets::makeParented<QWidget>(this)),
      m_why(widgets::makeParented<NgramWhyPanel>(m_inspector)),
      m_list(widgets::makeParented<ComparedModelsPanel>(m_shelf, m_inspector)) {
    build();
    connectParts();
    applyTheme();
    retranslate();
}

QWidget* ProbabilityPage::inspector() {
    return m_inspector;
}

void ProbabilityPage::build() {
    buildChart();
    m_rankCard->setContent(m_ranking);
    m_rankCard->setTable(m_ranking->table());
    buildStudies();
    m_upper->setSizes({wideShare, narrowShare});
    m_rows->setSizes({wideShare, narrowShare});
    for (QSplitter* splitter : {m_rows.get(), m_upper.get()}) {
        splitter->setChildrenCollapsible(false);
    }
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_rows);
    auto* column = new QVBoxLayout(m_inspector);
    column->addWidget(m_why);
    column->addWidget(m_list);
    column->addStretch(1);
}

void ProbabilityPage::buildStudies() {
    m_stepsCard->setContent(m_stepsView);
    m_stepsCard->setFigure(m_stepsView);
    m_stepsCard->setTable(m_stepsView->table());
    m_measureCard->setContent(m_measure);
    m_measureCard->setFigure(m_measure);
    m_measureCard->setTable(m_measure->table());
    m_measureCard->addHeaderWidget(m_measure->kinds());
    m_tableCard->setContent(m_table);
    m_tableCard->setTable(m_table->table());
    m_raceCard->setContent(m_race);
    m_raceCard->setTable(m_race->table());
    for (widgets::Card* card :
        {m_stepsCard.get(), m_measureCard.get(), m_tableCard.get(), m_raceCard.get()}) {
        m_studies->addWidget(card);
    }
    auto* column = new QVBoxLayout(m_lower);
    column->setContentsMargins({});
    column->addWidget(m_study, 0, Qt::AlignLeft);
    column->addWidget(m_studies, 1);
    connect(m_study, &widgets::SegmentedControl::currentChanged, m_studies,
        &QStackedWidget::setCurrentIndex);
    connect(m_measure, &MeasureCard::failed, this, &ProbabilityPage::failed);
    connect(m_race, &PromptRaceCard::failed, this, &ProbabilityPage::failed);
}

void ProbabilityPage::buildChart() {
    m_views = widgets::makeParented<QStackedWidget>(m_chartCard);
    m_chart = widgets::makeParented<widgets::ComparisonChart>(m_views);
    m_numbers = widgets::makeParented<ComparisonNumbers>(m_views);
    m_views->addWidget(m_chart);
    m_views->addWidget(m_numbers);
    m_sort->setMinimumContentsLength(sortLetters);
    m_chartCard->setContent(m_views);
    m_chartCard->setFigure(m_chart);
    m_chartCard->setTable(m_numbers->table());
    m_chartCard->addHeaderWidget(m_sort);
    m_chartCard->addHeaderWidget(m_scale);
}

void ProbabilityPage::connectParts() {
    auto& workspace = m_laboratory.workspace();
    m_soon.setSingleShot(true);
    m_soon.setInterval(followPause);
    connect(&m_soon, &QTimer::timeout, this, &ProbabilityPage::compare);
    connect(&workspace, &Workspace::textChanged, this, [this] {
        m_chosen.clear();
        follow();
    });
    connect(&workspace, &Workspace::selectionChanged, this, &ProbabilityPage::follow);
    connect(&m_shelf, &ModelShelf::changed, this, &ProbabilityPage::follow);
    connect(&m_shelf, &ModelShelf::failed, this, &ProbabilityPage::failed);
    connect(m_scale, &widgets::SegmentedControl::currentChanged, this, &ProbabilityPage::showScale);
    connect(&m_shelf, &ModelShelf::changed, this, &ProbabilityPage::stateChanged);
    for (widgets::SegmentedControl* choice : {m_scale.get(), m_study.get()}) {
        connect(choice, &widgets::SegmentedControl::currentChanged, this,
            &ProbabilityPage::stateChanged);
    }
    connect(m_measure, &MeasureCard::viewChanged, this, &ProbabilityPage::stateChanged);
    connect(m_ranking, &SentenceRankingCard::measureChanged, this, &ProbabilityPage::stateChanged);
    connect(m_race, &PromptRaceCard::optionsChanged, this, &ProbabilityPage::stateChanged);
    connect(m_sort, &QComboBox::activated, this, &ProbabilityPage::fillChart);
    connect(m_chart, &widgets::ComparisonChart::barSelected, this, &ProbabilityPage::explainBar);
    connect(m_ranking, &SentenceRankingCard::failed, this, &ProbabilityPage::failed);
    connect(m_ranking, &SentenceRankingCard::sentenceChosen, this, [this](const QString& sentence) {
        m_chosen = sentence.toStdString();
        follow();
    });
    connect(m_stepsView, &SentenceStepsView::unitChosen, this, &ProbabilityPage::explainUnit);
}

void ProbabilityPage::showScale(int scale) {
    m_chart->setLogarithmic(scale == LogScale);
    m_views->setCurrentIndex(scale == Numbers ? 1 : 0);
}

ProbabilityState ProbabilityPage::state() const {
    return {m_shelf.state(), m_scale->current(), m_study->current(), m_measure->view(),
        m_ranking->measure(), m_race->seed(), m_race->units()};
}

void ProbabilityPage::restore(const ProbabilityState& state) {
    m_shelf.restore(state.shelf);
    m_scale->setCurrent(std::clamp(state.scale, 0, static_cast<int>(Numbers)));
    showScale(m_scale->current());
    m_study->setCurrent(std::clamp(state.study, 0, m_studies->count() - 1));
    m_studies->setCurrentIndex(m_study->current());
    m_measure->setView(std::clamp(state.perplexity, 0, 1 + PerplexityCurves::Steps));
    m_ranking->setMeasure(state.ranking);
    m_race->setOptions(state.seed, state.units);
}

void ProbabilityPage::follow() {
    if (isVisible()) {
        m_shelf.follow();
        m_ranking->followLanguage(isMostlyHan(m_laboratory.workspace().text()));
        m_soon.start();
    }
}

std::string ProbabilityPage::before() const {
    const auto& workspace = m_laboratory.workspace();
    const auto selected = static_cast<std::size_t>(workspace.selected());
    const auto tokens = workspace.tokens();
    return selected < tokens.size() ? workspace.text().substr(0, tokens[selected].token.start)
                                    : workspace.text();
}

void ProbabilityPage::compare() {
    const auto models = m_shelf.shown();
    if (models.empty()) {
        showNext({}, {});
        return;
    }
    const auto text = before();
    m_race->setPrompt(text);
    m_next.request(
        [models, text, unit = m_shelf.unit()](const std::stop_token& stop) {
            return compareNext(models, text, unit, shownCandidates, stop);
        },
        [this, models, text](Expected<NextComparison> comparison) {
            m_before = text;
            if (comparison) {
                showNext(models, std::move(*comparison));
            } else {
                showFailure(comparison.error());
            }
        });
    const std::string line(lastLine(m_laboratory.workspace().text()));
    followSentence(m_chosen.empty() ? line.substr(0, longestSentence) : m_chosen);
}

void ProbabilityPage::followSentence(const std::string& sentence) {
    const auto models = m_shelf.shown();
    m_steps.request(
        [models, sentence, unit = m_shelf.unit()](
            const std::stop_token& stop) { return compareSentence(models, sentence, unit, stop); },
        [this, models, sentence](Expected<SentenceComparison> steps) {
            if (!steps) {
                showFailure(steps.error());
                return;
            }
            m_stepModels = models;
            m_sentence = sentence;
            m_stepsView->setSteps(models, std::move(*steps));
            m_stepsCard->setSubtitle(QString::fromStdString(sentence));
        });
}

void ProbabilityPage::showNext(
    const std::vector<ComparedModel>& models, NextComparison comparison) {
    m_models = models;
    m_comparison = std::move(comparison);
    const int sort = std::max(0, m_sort->currentIndex());
    m_sort->clear();
    m_sort->addItem(tr("by average"));
    for (const auto& model : models) {
        //: %1 is a model
        m_sort->addItem(tr("by %1").arg(model.name));
    }
    m_sort->setCurrentIndex(sort < m_sort->count() ? sort : 0);
    m_numbers->setComparison(models, m_comparison);
    m_why->clear();
    m_chart->setSelected(std::nullopt);
    fillChart();
    retranslate();
}

void ProbabilityPage::fillChart() {
    m_order.resize(m_comparison.candidates.size());
    std::iota(m_order.begin(), m_order.end(), std::size_t{0});
    if (const int by = m_sort->currentIndex(); by > 0) {
        std::ranges::stable_sort(m_order, [&](std::size_t a, std::size_t b) {
            const auto of = [&](std::size_t i) {
                const double p
                    = m_comparison.candidates[i].probabilities[static_cast<std::size_t>(by - 1)];
                return std::isnan(p) ? -1 : p;
            };
            return of(a) > of(b);
        });
    }
    std::vector<std::pair<QString, widgets::ModelFamily>> named;
    for (const auto& model : m_models) {
        named.emplace_back(model.name, familyOf(model));
    }
    std::vector<widgets::ComparedCandidate> candidates;
    for (const auto i : m_order) {
        const auto& candidate = m_comparison.candidates[i];
        candidates.push_back({QString::fromStdString(candidate.text), candidate.probabilities});
    }
    const bool dark = widgets::Theme::of(this).scheme() == widgets::ColorScheme::Dark;
    m_chart->setComparison(widgets::seriesOf(named, dark), std::move(candidates));
}

void ProbabilityPage::explainBar(widgets::BarPlace place) {
    const auto& candidate
        = m_comparison.candidates[m_order[static_cast<std::size_t>(place.candidate)]];
    const auto& model = m_models[static_cast<std::size_t>(place.model)];
    if (!model.ngram) {
        m_why->setOther(model.name, QString::fromStdString(candidate.text),
            candidate.probabilities[static_cast<std::size_t>(place.model)]);
        return;
    }
    std::vector<WordId> context;
    for (const auto& unit : cutLine(lastLine(m_before), model.ngram->unit())) {
        context.push_back(model.ngram->words().idOf(unit.text));
    }
    m_why->setDerivation(
        model.name, model.ngram->derivation(context, /*fromStart=*/true, candidate.text));
}

void ProbabilityPage::explainUnit(int index, int unit) {
    const auto& model = m_stepModels[static_cast<std::size_t>(index)];
    if (!model.ngram) {
        const auto& steps = m_stepsView->steps();
        const auto at = static_cast<std::size_t>(unit);
        m_why->setOther(model.name, QString::fromStdString(steps.units[at]),
            std::exp2(-steps.surprisals[static_cast<std::size_t>(index)][at]));
        return;
    }
    const auto units = cutLine(m_sentence, model.ngram->unit());
    const auto place = std::min(static_cast<std::size_t>(unit), units.size() - 1);
    std::vector<WordId> context;
    for (std::size_t i = 0; i < place; ++i) {
        context.push_back(model.ngram->words().idOf(units[i].text));
    }
    m_why->setDerivation(
        model.name, model.ngram->derivation(context, /*fromStart=*/true, units[place].text));
}

void ProbabilityPage::showFailure(const Error& error) {
    if (error.code != ErrorCode::Interrupted && error.code != ErrorCode::PromptEmpty) {
        Q_EMIT failed(error);
    }
}

void ProbabilityPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    follow();
}

void ProbabilityPage::changeEvent(QEvent* event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_shelf.retranslate();
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
        fillChart();
    }
}

void ProbabilityPage::retranslate() {
    m_chartCard->setTitle(tr("What comes next"));
    const bool words = m_shelf.unit() == NgramUnit::Word;
    m_chartCard->setSubtitle(words
            ? tr("the same words; a GPT's bar is of the token that begins with a blank")
            : tr("the same characters under every model"));
    m_scale->setSegments({{tr("linear"), tr("Probabilities as they are")},
        {tr("log"), tr("Probabilities by powers of ten, so that small ones are seen")},
        {tr("numbers"), tr("Entropy, rest and divergence of each model")}});
    m_sort->setToolTip(tr("Whose order the candidates stand in"));
    m_sort->setAccessibleName(tr("Order of the candidates"));
    m_chart->setPlaceholder(tr("The n-gram models are being made. If none comes, count a text of "
                               "your own at the right."));
    m_rankCard->setTitle(tr("Which sentence?"));
    m_rankCard->setSubtitle(tr("log₂ p under each model, the likeliest bold"));
    m_stepsCard->setTitle(tr("Surprisal along the sentence"));
    m_study->setSegments({{tr("sentence"), tr("A sentence step by step under every model")},
        {tr("perplexity"), tr("How well every model predicts a file")},
        {tr("n-grams"), tr("All n-grams that were counted")},
        {tr("generation"), tr("The same prompt continued by every model")}});
    m_measureCard->setTitle(tr("Perplexity"));
    m_tableCard->setTitle(tr("Counted n-grams"));
    m_raceCard->setTitle(tr("Side by side"));
    m_raceCard->setSubtitle(tr("same prompt, same seed"));
}

void ProbabilityPage::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    const int gap = theme.px(12);
    layout()->setContentsMargins(theme.px(16), gap, theme.px(16), gap);
    m_inspector->layout()->setContentsMargins(theme.px(16), gap, theme.px(16), gap);
    m_inspector->layout()->setSpacing(gap);
    for (QSplitter* splitter : {m_rows.get(), m_upper.get()}) {
        splitter->setHandleWidth(gap);
    }
    m_lower->layout()->setSpacing(theme.px(6));
    m_chart->setMinimumSize(theme.px(280), theme.px(120));
    m_rankCard->setMinimumWidth(theme.px(260));
}

} // namespace vitrine::app

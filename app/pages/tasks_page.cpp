#include "app/pages/tasks_page.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

#include "app/model_text.h"
#include "app/pages/attribution_card.h"
#include "app/pages/generation_task_view.h"
#include "app/pages/mask_candidates_card.h"
#include "app/pages/masked_text_card.h"
#include "app/pages/missing_head_card.h"
#include "app/pages/next_sentence_card.h"
#include "app/pages/task_batch_panel.h"
#include "app/pages/task_evaluation_panel.h"
#include "app/pages/text_metrics_panel.h"
#include "app/pages/trained_task_view.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"

namespace vitrine::app {

namespace {

constexpr qsizetype longestExample = 48; // characters of a menu entry

/// The task a model is opened for, where it can do several: the one that needs a head of its own.
LensTask firstOf(const std::set<LensTask>& tasks) {
    return tasks.empty() ? LensTask::Classification : *tasks.begin();
}

QWidget* inColumn(QWidget* parent, std::initializer_list<QWidget*> widgets) {
    auto* column = new QVBoxLayout(parent);
    column->setContentsMargins({});
    for (auto* widget : widgets) {
        column->addWidget(widget, 1);
    }
    return parent;
}

} // namespace

TasksPage::TasksPage(Laboratory& laboratory, ModelPlaces places, QWidget* parent)
    : Page(parent), m_laboratory(laboratory), m_places(std::move(places)),
      m_solver(laboratory.workspace(), nullptr), m_generation(laboratory.workspace(), nullptr),
      m_explainer(laboratory.workspace(), laboratory.maskFiller(), nullptr),
      m_tasks(widgets::makeParented<widgets::SegmentedControl>(this)),
      m_views(widgets::makeParented<widgets::SegmentedControl>(this)),
      m_examples(widgets::makeParented<QPushButton>(this)),
      m_exampleMenu(widgets::makeParented<QMenu>(m_examples)),
      m_stack(widgets::makeParented<QStackedWidget>(this)),
      m_missing(widgets::makeParented<MissingHeadCard>(m_stack)),
      m_trained(widgets::makeParented<TrainedTaskView>(laboratory.workspace(), m_solver, m_stack)),
      m_masks(widgets::makeParented<QWidget>(m_stack)),
      m_maskAnswers(widgets::makeParented<QSplitter>(Qt::Horizontal, m_masks)),
      m_maskReasons(widgets::makeParented<AttributionCard>(m_maskAnswers)),
      m_sentences(widgets::makeParented<QWidget>(m_stack)),
      m_sentenceReasons(widgets::makeParented<AttributionCard>(m_sentences)),
      m_written(widgets::makeParented<GenerationTaskView>(m_generation, m_stack)),
      m_batch(widgets::makeParented<TaskBatchPanel>(m_solver, m_stack)),
      m_evaluation(widgets::makeParented<TaskEvaluationPanel>(m_solver, m_stack)),
      m_metrics(widgets::makeParented<TextMetricsPanel>(m_stack)) {
    build();
    connectParts();
    retranslate();
    applyTheme();
    offerTexts();
    refresh();
}

void TasksPage::build() {
    m_maskAnswers->insertWidget(0, new MaskCandidatesCard(m_laboratory, m_maskAnswers));
    m_maskAnswers->setChildrenCollapsible(false);
    inColumn(m_masks, {new MaskedTextCard(m_laboratory, m_masks), m_maskAnswers.get()});
    inColumn(
        m_sentences, {new NextSentenceCard(m_laboratory, m_sentences), m_sentenceReasons.get()});
    for (QWidget* widget : {static_cast<QWidget*>(m_missing.get()),
             static_cast<QWidget*>(m_trained.get()), m_masks.get(), m_sentences.get(),
             static_cast<QWidget*>(m_written.get()), static_cast<QWidget*>(m_batch.get()),
             static_cast<QWidget*>(m_evaluation.get()), static_cast<QWidget*>(m_metrics.get())}) {
        m_stack->addWidget(widget);
    }
    m_examples->setMenu(m_exampleMenu);
    auto* bar = new QHBoxLayout;
    bar->addWidget(m_views);
    bar->addStretch(1);
    bar->addWidget(m_examples);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_tasks, 0, Qt::AlignLeft);
    column->addLayout(bar);
    column->addWidget(m_stack, 1);
}

void TasksPage::connectParts() {
    connect(m_tasks, &widgets::SegmentedControl::currentChanged, this, &TasksPage::chooseTask);
    connect(m_views, &widgets::SegmentedControl::currentChanged, this, [this] {
        refresh();
        Q_EMIT stateChanged();
    });
    connect(&m_solver, &TaskSolver::modelChanged, this, &TasksPage::followModel);
    connect(&m_solver, &TaskSolver::failed, this, &TasksPage::failed);
    connect(&m_generation, &TaskGeneration::failed, this, &TasksPage::failed);
    connect(&m_explainer, &MaskExplainer::failed, this, &TasksPage::failed);
    connect(&m_explainer, &MaskExplainer::tokenExplained, this,
        [this](const InputAttribution& attribution, const std::string& bytes) {
            m_maskReasons->setAttribution(attribution, widgets::tokenText(bytes));
        });
    connect(&m_explainer, &MaskExplainer::sentenceExplained, this,
        [this](const InputAttribution& attribution) {
            m_sentenceReasons->setAttribution(attribution, tr("the second text follows"));
        });
    connect(&m_laboratory.workspace(), &Workspace::modelChanged, m_maskReasons,
        &AttributionCard::clear);
    connect(&m_laboratory.workspace(), &Workspace::modelChanged, m_sentenceReasons,
        &AttributionCard::clear);
    connect(m_batch, &TaskBatchPanel::failed, this, &TasksPage::failed);
    connect(m_batch, &TaskBatchPanel::saved, this, &TasksPage::saved);
    connect(m_evaluation, &TaskEvaluationPanel::failed, this, &TasksPage::failed);
    connect(m_evaluation, &TaskEvaluationPanel::exampleChosen, this, &TasksPage::showExample);
    connect(m_missing, &MissingHeadCard::openAsked, this, &TasksPage::openAsked);
    connect(m_missing, &MissingHeadCard::trainAsked, this,
        [this] { Q_EMIT pageAsked(QStringLiteral("train")); });
    connect(m_missing, &MissingHeadCard::fetchAsked, this,
        [this] { Q_EMIT pageAsked(QStringLiteral("models")); });
    connect(m_trained, &TrainedTaskView::questionChanged, this, &TasksPage::stateChanged);
    connect(m_metrics, &TextMetricsPanel::textsChanged, this, &TasksPage::stateChanged);
    auto& kept = m_trained->attribution();
    connect(&kept, &AttributionCard::viewChanged, this, &TasksPage::stateChanged);
}

void TasksPage::chooseTask(int task) {
    m_chosen = true;
    showTask(static_cast<LensTask>(task));
    Q_EMIT stateChanged();
}

void TasksPage::showTask(LensTask task) {
    m_task = task;
    m_tasks->setCurrent(static_cast<int>(task));
    if (needsTrainedHead(task)) {
        m_trained->setTask(task);
    } else if (isGenerated(task)) {
        m_written->setTask(task);
    }
    fillExamples();
    refresh();
    if (isVisible()) {
        setLookedAt(true);
    }
}

/// Only what is shown is computed.
void TasksPage::setLookedAt(bool lookedAt) {
    const bool masks = lookedAt && !isGenerated(m_task) && !needsTrainedHead(m_task);
    m_solver.setPaused(!lookedAt);
    m_explainer.setPaused(!masks);
    m_laboratory.maskFiller().setPaused(!masks);
}

void TasksPage::showView(View view) {
    m_views->setCurrent(view);
    refresh();
}

void TasksPage::followModel() {
    if (const auto& offer = m_solver.offer(); offer && (!m_chosen || offer->task)) {
        showTask(firstOf(tasksOf(*offer)));
    }
    refresh();
}

void TasksPage::findOffers() {
    m_search.request([models = m_laboratory.builtInModels(), folders = m_places()](
                         const std::stop_token&) { return readOffers(models, folders); },
        [this](std::vector<OfferedModel> offers) {
            m_offers = std::move(offers);
            refresh();
        });
}

bool TasksPage::isAble() const {
    const auto& offer = m_solver.offer();
    return offer && tasksOf(*offer).contains(m_task);
}

QWidget* TasksPage::viewOfTask() const {
    if (needsTrainedHead(m_task)) {
        return m_trained;
    }
    if (isGenerated(m_task)) {
        return m_written;
    }
    return m_task == LensTask::FillMask ? m_masks.get() : m_sentences.get();
}

void TasksPage::refresh() {
    const auto view = static_cast<View>(m_views->current());
    m_examples->setVisible(view == OneText);
    if (view == TextMetrics) {
        m_stack->setCurrentWidget(m_metrics);
        return;
    }
    // Tables and labelled files are for trained heads; the other tasks are for one text.
    const bool oneText = view == OneText || !needsTrainedHead(m_task);
    if (isAble()) {
        m_stack->setCurrentWidget(oneText ? viewOfTask()
                : view == Table           ? static_cast<QWidget*>(m_batch.get())
                                          : static_cast<QWidget*>(m_evaluation.get()));
        return;
    }
    std::vector<OfferedModel> able;
    std::ranges::copy_if(m_offers, std::back_inserter(able),
        [this](const OfferedModel& offer) { return tasksOf(offer).contains(m_task); });
    const auto& model = m_laboratory.workspace().model();
    m_missing->setTask(m_task, model ? modelTitle(model->info()) : QString(), std::move(able));
    m_stack->setCurrentWidget(m_missing);
}

void TasksPage::fillExamples() {
    m_exampleMenu->clear();
    for (const auto& example : taskExamples()) {
        if (example.task != m_task) {
            continue;
        }
        auto name = QString::fromUtf8(example.text).simplified();
        if (name.size() > longestExample) {
            name = name.left(longestExample) + QStringLiteral("…");
        }
        connect(m_exampleMenu->addAction(name), &QAction::triggered, this,
            [this, &example] { takeExample(example); });
    }
}

void TasksPage::takeExample(const TaskExample& example) {
    auto& workspace = m_laboratory.workspace();
    const auto second = QString::fromUtf8(example.second);
    if (m_task == LensTask::Questions) {
        m_trained->setQuestion(second);
    } else if (m_task == LensTask::Summary) {
        m_written->setInstruction(second);
    } else if (m_task == LensTask::NextSentence) {
        workspace.setSecondText(example.second);
    }
    workspace.setText(example.text);
    if (m_task == LensTask::FillMask && workspace.tokenCount() > 1) {
        workspace.setMasked({workspace.tokenCount() / 2});
    }
}

void TasksPage::showExample(const QString& text, const QString& question) {
    if (!question.isEmpty()) {
        m_trained->setQuestion(question);
    }
    m_laboratory.workspace().setText(text.toStdString());
    showView(OneText);
}

bool TasksPage::speaksChinese() const {
    return locale().language() == QLocale::Chinese;
}

/// So that no part of the page begins empty.
void TasksPage::offerTexts() {
    const bool chinese = speaksChinese();
    for (const auto& example : taskExamples()) {
        const bool fits = (std::string_view(example.language) == "zh") == chinese;
        if (fits && example.task == LensTask::Questions) {
            m_trained->setQuestion(QString::fromUtf8(example.second));
        } else if (fits && example.task == LensTask::Summary) {
            m_written->setInstruction(QString::fromUtf8(example.second));
        }
    }
    m_metrics->setTexts(QStringLiteral("the cat sat quietly on the mat\n老桥建于一八二一年"),
        QStringLiteral("the cat was sitting quietly on the mat\n这座老桥是一八二一年建的"));
}

TasksState TasksPage::state() const {
    return {m_chosen ? static_cast<int>(m_task) : -1, m_views->current(),
        m_trained->attribution().view(), m_solver.question(),
        m_written->instruction().toStdString(), m_metrics->candidates().toStdString(),
        m_metrics->references().toStdString()};
}

void TasksPage::restore(const TasksState& state) {
    if (state.task >= 0 && state.task < lensTaskCount) {
        m_chosen = true;
        showTask(static_cast<LensTask>(state.task));
    }
    m_views->setCurrent(std::clamp(state.view, 0, static_cast<int>(TextMetrics)));
    m_trained->attribution().setView(state.explanation);
    if (!state.question.empty()) {
        m_trained->setQuestion(QString::fromStdString(state.question));
    }
    if (!state.instruction.empty()) {
        m_written->setInstruction(QString::fromStdString(state.instruction));
    }
    if (!state.candidates.empty() || !state.references.empty()) {
        m_metrics->setTexts(
            QString::fromStdString(state.candidates), QString::fromStdString(state.references));
    }
    refresh();
}

void TasksPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    setLookedAt(true);
    findOffers();
}

void TasksPage::hideEvent(QHideEvent* event) {
    Page::hideEvent(event);
    setLookedAt(false);
}

void TasksPage::changeEvent(QEvent* event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void TasksPage::retranslate() {
    m_tasks->setSegments({{tr("Classify"), tr("Which label the text has, such as a sentiment")},
        {tr("Entities"), tr("People, places and organisations named in the text")},
        {tr("Questions"), tr("Where in the text the answer to a question stands")},
        {tr("Fill masks"), tr("Which token stands where one is hidden")},
        {tr("Next sentence"), tr("Whether a second text follows the first")},
        {tr("Dialogue"), tr("What a model that converses answers")},
        {tr("Continue"), tr("How a text or a program goes on")},
        {tr("Summary"), tr("A summary, asked for by a prompt")}});
    m_views->setSegments({{tr("one text"), tr("The text at the top, with the reasons")},
        {tr("table"), tr("Every row of a table, as CSV")},
        {tr("evaluation"), tr("How good the model is on a labelled file")},
        {tr("text metrics"), tr("BLEU, ROUGE and METEOR of written texts")}});
    m_examples->setText(tr("Examples"));
    m_examples->setToolTip(tr("Put a ready example under glass"));
    refresh();
}

void TasksPage::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    const int gap = theme.px(12);
    layout()->setContentsMargins(theme.px(16), gap, theme.px(16), gap);
    layout()->setSpacing(theme.px(8));
    m_maskAnswers->setHandleWidth(gap);
    for (QWidget* column : {m_masks.get(), m_sentences.get()}) {
        column->layout()->setSpacing(gap);
    }
}

} // namespace vitrine::app

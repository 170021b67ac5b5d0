#include "widgets/generation/template_editor.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <QAbstractItemView>
#include <QComboBox>
#include <QEvent>
#include <QFontMetrics>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/generation/example_list.h"
#include "widgets/generation/prompt_trial_model.h"
#include "widgets/generation/shot_column.h"

namespace vitrine::widgets {

namespace {

constexpr double narrowestForm = 220;

const QString separator = QStringLiteral(" / "); // of candidate answers

QStringList splitAnswers(QString text) {
    QStringList answers;
    for (const QString& part :
        text.replace(QChar(0xFF0F), QLatin1Char('/')).split(QLatin1Char('/'))) {
        if (const QString answer = part.trimmed(); !answer.isEmpty() && !answers.contains(answer))
            answers += answer;
    }
    return answers;
}

} // namespace

TemplateEditor::TemplateEditor(QWidget* parent) : QWidget(parent) {
    const auto layout = makeParented<QHBoxLayout>(this);
    layout->setContentsMargins({});
    const auto parts = makeParented<QSplitter>(Qt::Horizontal, this);
    parts->setChildrenCollapsible(false);
    m_form = makeForm();
    parts->addWidget(m_form);
    parts->addWidget(makeViews());
    parts->setStretchFactor(0, 2);
    parts->setStretchFactor(1, 5);
    layout->addWidget(parts);
    connect(m_presets, &QComboBox::activated, this, [this](int index) {
        if (index == 0)
            return;
        setPromptTemplate(templatePresets()[static_cast<std::size_t>(index) - 1].parts);
        Q_EMIT templateChanged(promptTemplate());
    });
    applyTheme();
    retranslate();
    setPromptTemplate(templatePresets().front().parts);
}

PromptTemplate TemplateEditor::promptTemplate() const {
    return {m_instruction->toPlainText(), m_inputLabel->text(), m_outputLabel->text(),
        m_examples->examples(), m_query->text(), m_answer->text(),
        splitAnswers(m_candidates->text())};
}

void TemplateEditor::setPromptTemplate(const PromptTemplate& parts) {
    const QSignalBlocker blocker(m_instruction.get());
    m_instruction->setPlainText(parts.instruction);
    m_inputLabel->setText(parts.inputLabel);
    m_outputLabel->setText(parts.outputLabel);
    m_examples->setExamples(parts.examples);
    m_query->setText(parts.query);
    m_answer->setText(parts.answer);
    m_candidates->setText(parts.candidates.join(separator));
    showPrompts();
}

void TemplateEditor::setTrials(const std::vector<PromptTrial>& trials) {
    m_trials->setTrials(trials);
    m_shown = trials;
    showTrials();
    m_answers->setVisible(!trials.empty());
    m_answersHint->setVisible(trials.empty());
}

void TemplateEditor::setRunning(bool running) {
    if (std::exchange(m_running, running) != running)
        nameRun();
}

const QAbstractItemModel* TemplateEditor::table() const {
    return m_trials;
}

void TemplateEditor::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::StyleChange)
        applyTheme();
}

QWidget* TemplateEditor::makeForm() {
    const auto scroll = makeParented<QScrollArea>(this);
    scroll->setProperty("bare", true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // its fields take it
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const auto form = makeParented<QWidget>(scroll.get());
    scroll->setWidget(form);
    form->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);

    m_presetLabel = makeParented<QLabel>(form.get());
    m_presets = makeParented<QComboBox>(form.get());
    m_instructionLabel = makeParented<QLabel>(form.get());
    m_instruction = makeParented<QPlainTextEdit>(form.get());
    m_labelsLabel = makeParented<QLabel>(form.get());
    m_inputLabel = makeParented<QLineEdit>(form.get());
    m_outputLabel = makeParented<QLineEdit>(form.get());
    m_examplesLabel = makeParented<QLabel>(form.get());
    m_examples = makeParented<ExampleList>(form.get());
    m_addExample = makeParented<QPushButton>(form.get());
    m_queryLabel = makeParented<QLabel>(form.get());
    m_query = makeParented<QLineEdit>(form.get());
    m_answerLabel = makeParented<QLabel>(form.get());
    m_answer = makeParented<QLineEdit>(form.get());
    m_candidatesLabel = makeParented<QLabel>(form.get());
    m_candidates = makeParented<QLineEdit>(form.get());
    m_instruction->setTabChangesFocus(true);

    const auto grid = makeParented<QGridLayout>(form.get());
    grid->setContentsMargins(0, 0, 8, 0);
    const auto addRow = [&](int row, QLabel* label, QWidget* field, QWidget* second) {
        setTextRole(label, TextRole::Caption);
        label->setBuddy(field);
        grid->addWidget(label, row, 0);
        grid->addWidget(field, row, 1, 1, second ? 1 : 2);
        if (second)
            grid->addWidget(second, row, 2);
    };
    addRow(0, m_presetLabel, m_presets, nullptr);
    addRow(1, m_instructionLabel, m_instruction, nullptr);
    addRow(2, m_labelsLabel, m_inputLabel, m_outputLabel);
    addRow(3, m_examplesLabel, m_examples, nullptr);
    grid->addWidget(m_addExample, 4, 1, Qt::AlignLeft);
    addRow(5, m_queryLabel, m_query, nullptr);
    addRow(6, m_answerLabel, m_answer, nullptr);
    addRow(7, m_candidatesLabel, m_candidates, nullptr);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 1);
    grid->setRowStretch(8, 1);

    connect(m_instruction, &QPlainTextEdit::textChanged, this, &TemplateEditor::takeChange);
    for (const auto& field : {m_inputLabel, m_outputLabel, m_query, m_answer, m_candidates})
        connect(field, &QLineEdit::textEdited, this, &TemplateEditor::takeChange);
    connect(m_examples, &ExampleList::changed, this, &TemplateEditor::takeChange);
    connect(m_addExample, &QPushButton::clicked, m_examples, &ExampleList::addExample);
    return scroll;
}

QWidget* TemplateEditor::makeViews() {
    const auto content = makeParented<QWidget>(this);
    m_viewChoice = makeParented<SegmentedControl>(content.get());
    m_run = makeParented<QPushButton>(content.get());
    m_views = makeParented<QStackedWidget>(content.get());
    m_views->addWidget(makeColumns());
    m_views->addWidget(makeTable());
    auto* header = new QHBoxLayout; // the layout below takes it
    header->addWidget(m_viewChoice);
    header->addStretch(1);
    header->addWidget(m_run);
    const auto layout = makeParented<QVBoxLayout>(content.get());
    layout->setContentsMargins({});
    layout->addLayout(header);
    layout->addWidget(m_views, 1);
    connect(m_viewChoice, &SegmentedControl::currentChanged, this, &TemplateEditor::showView);
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_running) {
            Q_EMIT stopRequested();
        } else {
            if (m_viewChoice->current() == Prompts)
                showView(Answers);
            Q_EMIT runRequested();
        }
    });
    return content;
}

QWidget* TemplateEditor::makeTable() {
    const auto content = makeParented<QWidget>(m_views.get());
    m_answersHint = makeParented<QLabel>(content.get());
    m_answers = makeParented<QTableView>(content.get());
    m_trials = makeParented<PromptTrialModel>(content.get());
    setTextRole(m_answersHint, TextRole::Caption);
    m_answersHint->setWordWrap(true);
    m_answersHint->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_answers->setModel(m_trials);
    m_answers->setFrameShape(QFrame::NoFrame);
    m_answers->setShowGrid(false);
    m_answers->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_answers->setTabKeyNavigation(false);
    m_answers->verticalHeader()->hide();
    m_answers->horizontalHeader()->setHighlightSections(false);
    m_answers->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_answers->horizontalHeader()->setStretchLastSection(true);
    m_answers->hide();
    const auto layout = makeParented<QVBoxLayout>(content.get());
    layout->setContentsMargins({});
    layout->addWidget(m_answersHint, 1);
    layout->addWidget(m_answers, 1);
    return content;
}

QWidget* TemplateEditor::makeColumns() {
    const auto columns = makeParented<QWidget>(m_views.get());
    const auto layout = makeParented<QHBoxLayout>(columns.get());
    layout->setContentsMargins({});
    for (auto& column : m_columns) {
        column = makeParented<ShotColumn>(columns.get());
        layout->addWidget(column, 1);
        connect(column, &ShotColumn::promptChosen, this, &TemplateEditor::promptChosen);
    }
    return columns;
}

void TemplateEditor::takeChange() {
    m_presets->setCurrentIndex(0);
    showPrompts();
    Q_EMIT templateChanged(promptTemplate());
}

void TemplateEditor::showPrompts() {
    const PromptTemplate parts = promptTemplate();
    const int examples = static_cast<int>(parts.examples.size());
    m_columns[0]->setPrompt(tr("Zero-shot"), zeroShotPrompt(parts));
    m_columns[1]->setPrompt(tr("One-shot"), promptWithShots(parts, std::min(examples, 1)));
    m_columns[2]->setPrompt(tr("Few-shot: %n examples", nullptr, examples), fewShotPrompt(parts));
    m_columns[1]->setVisible(examples > 0);
    m_columns[2]->setVisible(examples > 1);
}

void TemplateEditor::showTrials() {
    const auto trialOf = [this](int shots) -> std::optional<PromptTrial> {
        const auto found = std::ranges::find(m_shown, shots, &PromptTrial::shots);
        return found == m_shown.end() ? std::nullopt : std::optional(*found);
    };
    m_columns[0]->setTrial(trialOf(0));
    m_columns[1]->setTrial(trialOf(1));
    m_columns[2]->setTrial(trialOf(static_cast<int>(m_examples->examples().size())));
}

void TemplateEditor::showView(int view) {
    m_viewChoice->setCurrent(view);
    m_views->setCurrentIndex(view == ByNumber ? 1 : 0);
    for (const auto& column : m_columns)
        column->showAnswers(view == Answers);
}

void TemplateEditor::nameRun() {
    m_run->setText(m_running ? tr("Stop") : tr("Run all"));
    m_run->setToolTip(m_running
            ? tr("Ends the trials; those that are done stay.")
            : tr("Puts the query to the model without examples, with one, and so on."));
}

void TemplateEditor::applyTheme() {
    const Theme theme = Theme::of(this);
    m_form->setMinimumWidth(theme.px(narrowestForm));
    m_answers->verticalHeader()->setDefaultSectionSize(theme.px(26));
    constexpr int instructionLines = 2;
    const int line = QFontMetrics(theme.font(TextSize::Body)).lineSpacing();
    m_instruction->setFixedHeight(instructionLines * line + theme.px(20));
}

void TemplateEditor::retranslate() {
    setAccessibleName(tr("Prompt template"));
    m_presetLabel->setText(tr("Preset"));
    m_presets->setToolTip(tr("Starts from a ready-made task."));
    m_presets->setAccessibleName(tr("Preset"));
    m_presets->view()->setAccessibleName(m_presets->accessibleName());
    m_presets->view()->setToolTip(m_presets->toolTip());
    const int shown = m_presets->currentIndex();
    m_presets->clear();
    m_presets->addItem(tr("Own"));
    for (const auto& preset : templatePresets())
        m_presets->addItem(preset.name);
    m_presets->setCurrentIndex(shown < 0 ? 1 : shown);

    m_instructionLabel->setText(tr("Instruction"));
    m_instruction->setAccessibleName(tr("Instruction"));
    m_instruction->setToolTip(tr("Says what the task is."));
    m_labelsLabel->setText(tr("Labels"));
    m_inputLabel->setAccessibleName(tr("Label of the input"));
    m_inputLabel->setToolTip(tr("Stands before each input."));
    m_outputLabel->setAccessibleName(tr("Label of the output"));
    m_outputLabel->setToolTip(tr("Stands before each output; the prompt ends with it."));
    m_examplesLabel->setText(tr("Examples"));
    m_addExample->setText(tr("Add example"));
    m_addExample->setToolTip(tr("Adds a solved example to the few-shot prompt."));
    m_queryLabel->setText(tr("Query"));
    m_query->setAccessibleName(tr("Query"));
    m_query->setToolTip(tr("The input that the model is to solve."));
    m_answerLabel->setText(tr("Right answer"));
    m_answer->setAccessibleName(tr("Right answer"));
    m_answer->setToolTip(tr("Its probability is shown for every number of examples."));
    m_viewChoice->setSegments({{tr("Prompts"), tr("The prompt without and with the examples")},
        {tr("Answers"), tr("What the model makes of each, with the candidates' probabilities")},
        {tr("By number"), tr("What the model makes of every number of examples, as a table")}});
    m_candidatesLabel->setText(tr("Candidates"));
    m_candidates->setAccessibleName(tr("Candidate answers"));
    m_candidates->setToolTip(
        tr("Answers whose probabilities are compared, with a slash between them."));
    //: candidate answers, with a slash between them
    m_candidates->setPlaceholderText(tr("happy / sad"));
    m_answersHint->setText(tr("Press Run all: each number of examples stands here with what the "
                              "model says, and with the probability of the right answer."));
    m_answers->setAccessibleName(tr("Answers by number of examples"));
    m_trials->retranslate();
    nameRun();
    showPrompts();
}

} // namespace vitrine::widgets

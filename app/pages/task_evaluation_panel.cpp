#include "app/pages/task_evaluation_panel.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/data_problem_text.h"
#include "app/workspace/task_examples.h"
#include "widgets/common/card.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/layers/matrix_view.h"
#include "widgets/ngram/text_table.h"

namespace vitrine::app {

namespace {

constexpr int progressSteps = 1000;
constexpr int wideShare = 550; // of a splitter; only the proportion counts
constexpr int narrowShare = 450;

using Cell = widgets::TextTable::Cell;

Cell text(const std::string& value) {
    return {QString::fromStdString(value), {}, false};
}

Cell percent(double value) {
    return {widgets::formatPercent(value), value, false};
}

void prepare(QTableView& view, widgets::TextTable* table) {
    view.setModel(table);
    view.verticalHeader()->hide();
    view.setShowGrid(false);
    view.setSelectionBehavior(QAbstractItemView::SelectRows);
    view.setSelectionMode(QAbstractItemView::SingleSelection);
    view.setWordWrap(false);
}

} // namespace

TaskEvaluationPanel::TaskEvaluationPanel(TaskSolver& solver, QWidget* parent)
    : QWidget(parent), m_solver(solver), m_open(widgets::makeParented<QPushButton>(this)),
      m_sample(widgets::makeParented<QPushButton>(this)),
      m_stop(widgets::makeParented<QPushButton>(this)),
      m_progress(widgets::makeParented<QProgressBar>(this)),
      m_summary(widgets::makeParented<QLabel>(this)),
      m_rows(widgets::makeParented<QSplitter>(Qt::Vertical, this)),
      m_upper(widgets::makeParented<QSplitter>(Qt::Horizontal, m_rows)),
      m_scoreCard(widgets::makeParented<widgets::Card>(m_upper)),
      m_scoreView(widgets::makeParented<QTableView>(m_scoreCard)),
      m_scores(widgets::makeParented<widgets::TextTable>(this)),
      m_matrixCard(widgets::makeParented<widgets::Card>(m_upper)),
      m_matrix(widgets::makeParented<widgets::MatrixView>(m_matrixCard)),
      m_counts(widgets::makeParented<widgets::TextTable>(this)),
      m_exampleCard(widgets::makeParented<widgets::Card>(m_rows)),
      m_all(widgets::makeParented<QPushButton>(m_exampleCard)),
      m_exampleView(widgets::makeParented<QTableView>(m_exampleCard)),
      m_examples(widgets::makeParented<widgets::TextTable>(this)),
      m_problems(widgets::makeParented<QListWidget>(m_rows)) {
    build();
    connect(m_open, &QPushButton::clicked, this, &TaskEvaluationPanel::choose);
    connect(m_sample, &QPushButton::clicked, this, &TaskEvaluationPanel::chooseSample);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_request.stop(); });
    connect(m_all, &QPushButton::clicked, this, [this] {
        m_cell.reset();
        m_matrix->setSelectedCell({});
        showExamples();
    });
    connect(m_matrix, &widgets::MatrixView::cellSelected, this,
        [this](const widgets::MatrixGeometry::Cell& cell) { chooseCell(cell.row, cell.column); });
    connect(m_exampleView, &QTableView::activated, this, [this](const QModelIndex& index) {
        const auto& example = m_report.examples[m_shown[static_cast<std::size_t>(index.row())]];
        Q_EMIT exampleChosen(
            QString::fromStdString(example.text), QString::fromStdString(example.question));
    });
    connect(&m_solver, &TaskSolver::modelChanged, this, &TaskEvaluationPanel::clear);
    retranslate();
    applyTheme();
    show();
}

void TaskEvaluationPanel::build() {
    auto* controls = new QHBoxLayout;
    for (QWidget* widget :
        {static_cast<QWidget*>(m_open.get()), static_cast<QWidget*>(m_sample.get()),
            static_cast<QWidget*>(m_stop.get()), static_cast<QWidget*>(m_progress.get())}) {
        controls->addWidget(widget);
    }
    controls->addWidget(m_summary, 1);
    m_summary->setObjectName(QStringLiteral("evaluationSummary"));
    m_summary->setWordWrap(true);
    m_progress->setRange(0, progressSteps);
    m_progress->setTextVisible(false);
    prepare(*m_scoreView, m_scores);
    prepare(*m_exampleView, m_examples);
    m_scoreView->setObjectName(QStringLiteral("scores"));
    m_exampleView->setObjectName(QStringLiteral("examples"));
    m_scoreView->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_scoreCard->setContent(m_scoreView);
    m_scoreCard->setTable(m_scores);
    m_matrix->setColors(widgets::MatrixView::Colors::Positive);
    m_matrixCard->setContent(m_matrix);
    m_matrixCard->setFigure(m_matrix);
    m_matrixCard->setTable(m_counts);
    m_exampleCard->setContent(m_exampleView);
    m_exampleCard->setTable(m_examples);
    m_exampleCard->addHeaderWidget(m_all);
    m_rows->setChildrenCollapsible(false);
    m_upper->setChildrenCollapsible(false);
    m_upper->setSizes({narrowShare, wideShare});
    m_rows->setSizes({wideShare, narrowShare, 0});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(controls);
    column->addWidget(m_rows, 1);
    column->addStretch(0); // keeps the controls at the top while there is nothing else
}

void TaskEvaluationPanel::choose() {
    const auto file = QFileDialog::getOpenFileName(this, tr("Labelled file"));
    if (!file.isEmpty()) {
        evaluate(file.toStdString());
    }
}

void TaskEvaluationPanel::chooseSample() {
    if (!m_solver.offer() || !m_solver.offer()->task) {
        return;
    }
    const auto& languages = m_solver.offer()->info.languages;
    const bool chinese = languages.empty() ? QLocale().language() == QLocale::Chinese
                                           : std::ranges::count(languages, "zh") > 0;
    if (const auto file = sampleData(lensTaskOf(m_solver.offer()->task->kind), chinese)) {
        evaluate(*file);
    }
}

void TaskEvaluationPanel::evaluate(const std::filesystem::path& file) {
    const auto model = m_solver.model();
    if (!model) {
        return;
    }
    m_file = QString::fromStdString(file.filename().string());
    m_progress->setValue(0);
    m_relay = std::make_unique<FrameRelay<double>>([this](const std::vector<double>& parts) {
        m_progress->setValue(static_cast<int>(std::lround(parts.back() * progressSteps)));
    });
    m_request.request(
        [model, file, send = m_relay->sender()](const std::stop_token& stop) {
            return evaluateTask(
                *model, file, stop, [&](const Progress& done) { send(done.fraction); });
        },
        [this](Expected<TaskReport> report) { take(std::move(report)); });
    show();
}

void TaskEvaluationPanel::take(Expected<TaskReport> report) {
    m_relay.reset();
    m_cell.reset();
    if (report) {
        m_report = std::move(*report);
    } else if (report.error().code != ErrorCode::Interrupted) {
        Q_EMIT failed(report.error());
    }
    show();
}

void TaskEvaluationPanel::clear() {
    m_request.cancel();
    m_relay.reset();
    m_cell.reset();
    m_report = {};
    show();
}

void TaskEvaluationPanel::show() {
    const bool running = m_request.isBusy();
    m_stop->setVisible(running);
    m_progress->setVisible(running);
    m_open->setEnabled(!running && m_solver.model());
    m_sample->setEnabled(!running && m_solver.model());
    m_rows->setVisible(!m_report.examples.empty());
    showSummary();
    showScores();
    showMatrix();
    showExamples();
    showProblems();
}

void TaskEvaluationPanel::showSummary() {
    if (m_report.examples.empty()) {
        m_summary->setText(m_request.isBusy()
                ? tr("Measuring on %1…").arg(m_file)
                : tr("Open a file with the right answers: a table with the columns text and label, "
                     "CoNLL for entities, SQuAD's JSON for questions."));
        return;
    }
    QStringList parts{
        tr("%1: %n examples", nullptr, static_cast<int>(m_report.examples.size())).arg(m_file)};
    if (m_report.accuracy) {
        parts.append(tr("accuracy %1").arg(widgets::formatPercent(*m_report.accuracy)));
    }
    if (m_report.exactMatch) {
        parts.append(tr("exact match %1").arg(widgets::formatPercent(*m_report.exactMatch)));
    }
    if (m_report.wordF1) {
        parts.append(tr("F1 of words %1").arg(widgets::formatPercent(*m_report.wordF1)));
    }
    if (m_report.partial) {
        parts.append(tr("stopped before the end"));
    }
    if (!m_report.problems.empty()) {
        parts.append(
            tr("%n lines with problems", nullptr, static_cast<int>(m_report.problems.size())));
    }
    m_summary->setText(parts.join(QStringLiteral(" · ")));
}

void TaskEvaluationPanel::showScores() {
    QList<QList<Cell>> rows;
    for (const auto& score : m_report.scores) {
        const auto name = score.kind == ReportedScore::Kind::Macro
            //: the mean over the classes, each counting alike
            ? tr("macro average")
            : score.kind == ReportedScore::Kind::Micro
                //: the mean over all examples
                ? tr("micro average")
                : QString::fromStdString(score.name);
        rows.append({{name, {}, score.kind != ReportedScore::Kind::One}, percent(score.precision),
            percent(score.recall), percent(score.f1),
            {widgets::formatCount(score.examples), static_cast<qlonglong>(score.examples), false}});
    }
    m_scores->setRows(
        {tr("class"), tr("precision"), tr("recall"), tr("F1"), tr("examples")}, std::move(rows));
    m_scoreCard->setVisible(!m_report.scores.empty());
}

void TaskEvaluationPanel::showMatrix() {
    const auto classes = static_cast<int>(m_report.labels.size());
    m_matrixCard->setVisible(classes > 0);
    if (classes == 0) {
        return;
    }
    std::vector<float> values;
    QStringList texts;
    QStringList names;
    QStringList headers{tr("right \\ answered")};
    QList<QList<Cell>> rows;
    for (const auto& label : m_report.labels) {
        names.append(QString::fromStdString(label));
        rows.append({text(label)});
    }
    for (std::size_t i = 0; i < m_report.confusion.size(); ++i) {
        const auto count = m_report.confusion[i];
        // Of its row, as a frequent class would outshine the others otherwise.
        const auto row = m_report.confusion.begin()
            + static_cast<std::ptrdiff_t>(i / m_report.labels.size() * m_report.labels.size());
        const auto sum = std::reduce(row, row + classes);
        values.push_back(
            static_cast<float>(count) / static_cast<float>(std::max<std::int64_t>(1, sum)));
        texts.append(widgets::formatCount(count));
        rows[static_cast<qsizetype>(i) / classes].append(
            {texts.back(), static_cast<qlonglong>(count), false});
    }
    m_matrix->setMatrix(std::move(values), classes);
    m_matrix->setCellTexts(texts);
    m_matrix->setRowNames(names);
    m_matrix->setColumnNames(names);
    m_matrix->setAxes(tr("right"), tr("answered"));
    m_counts->setRows(headers + names, std::move(rows));
}

void TaskEvaluationPanel::chooseCell(int expected, int answered) {
    m_cell = std::pair(expected, answered);
    showExamples();
}

void TaskEvaluationPanel::showExamples() {
    m_shown.clear();
    QList<QList<Cell>> rows;
    const bool questions = m_report.wordF1.has_value();
    for (std::size_t i = 0; i < m_report.examples.size(); ++i) {
        const auto& example = m_report.examples[i];
        if (m_cell && std::ranges::count(example.cells, *m_cell) == 0) {
            continue;
        }
        m_shown.push_back(i);
        rows.append({{example.right ? QStringLiteral("✓") : QStringLiteral("✗"), {}, false},
            text(questions ? example.question : example.text), text(example.expected),
            text(example.answered),
            {widgets::formatProbability(example.score), example.score, false}});
    }
    //: column heads; the last two are what a score stands for
    m_examples->setRows({QString(), questions ? tr("question") : tr("text"), tr("right answer"),
                            tr("model's answer"), questions ? tr("F1") : tr("p(right)")},
        std::move(rows));
    m_exampleView->resizeColumnsToContents();
    auto* header = m_exampleView->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(1, QHeaderView::Stretch);
    m_all->setVisible(m_cell.has_value());
    const auto count = static_cast<int>(m_shown.size());
    m_exampleCard->setSubtitle(m_cell
            ? tr("%n where %1 was taken for %2", nullptr, count)
                  .arg(QString::fromStdString(
                           m_report.labels[static_cast<std::size_t>(m_cell->first)]),
                      QString::fromStdString(
                          m_report.labels[static_cast<std::size_t>(m_cell->second)]))
            : tr("%n, the worst first; a double click looks at one", nullptr, count));
}

void TaskEvaluationPanel::showProblems() {
    m_problems->clear();
    for (const auto& problem : m_report.problems) {
        //: %1 is a line of a file, %2 what is wrong with it
        m_problems->addItem(tr("Line %1 %2").arg(problem.line).arg(dataProblemText(problem)));
    }
    m_problems->setVisible(!m_report.problems.empty());
}

void TaskEvaluationPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        show();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void TaskEvaluationPanel::retranslate() {
    m_open->setText(tr("Open a labelled file…"));
    m_open->setToolTip(tr("Measure the model on a file whose right answers are known"));
    m_sample->setText(tr("Use the sample data"));
    m_sample->setToolTip(tr("Measure on the small labelled file that comes with the program; a "
                            "model that was trained on it knows it already"));
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("Stop measuring; what is done so far stays"));
    m_progress->setAccessibleName(tr("Progress of measuring"));
    m_progress->setToolTip(tr("How much of the file is measured"));
    m_scoreCard->setTitle(tr("Scores"));
    m_scoreView->setAccessibleName(tr("Scores by class"));
    m_scoreView->setToolTip(tr("Entities count only where their kind and both ends are right"));
    m_matrixCard->setTitle(tr("Confusion matrix"));
    m_matrixCard->setSubtitle(tr("colour: share of the row; click a cell for its examples"));
    m_matrix->setName(tr("Confusion matrix"));
    m_exampleCard->setTitle(tr("Examples"));
    m_all->setText(tr("All examples"));
    m_all->setToolTip(tr("Show the examples of every cell again"));
    m_exampleView->setAccessibleName(tr("Examples"));
    m_exampleView->setToolTip(tr("Return or a double click puts an example under glass"));
    m_problems->setAccessibleName(tr("Lines with problems"));
    m_problems->setToolTip(tr("Lines of the file that could not be used as they are"));
}

void TaskEvaluationPanel::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    layout()->setSpacing(theme.px(12));
    m_rows->setHandleWidth(theme.px(12));
    m_upper->setHandleWidth(theme.px(12));
    m_progress->setFixedWidth(theme.px(120));
    m_problems->setMaximumHeight(theme.px(90));
}

} // namespace vitrine::app

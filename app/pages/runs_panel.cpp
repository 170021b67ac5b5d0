#include "app/pages/runs_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

#include "app/pages/run_text.h"
#include "app/workspace/smoothed_losses.h"
#include "widgets/common/card.h"
#include "widgets/common/number_format.h"
#include "widgets/common/plot_theme.h"
#include "widgets/common/theme.h"
#include "widgets/ngram/text_table.h"

namespace vitrine::app {

namespace {

using widgets::ColorRole;

constexpr std::array colors{ColorRole::Accent, ColorRole::Second, ColorRole::Good,
    ColorRole::Warning, ColorRole::Secondary};
constexpr std::array dashes{
    Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine, Qt::DashDotDotLine};
constexpr double smoothedShare = 0.05; // of a run: the half-life where there is no validation
constexpr int tableShare = 420; // of the splitter; only the proportion counts
constexpr int chartShare = 580;

/// What was held out, where there is such; else what was learned, smoothed.
void addPoints(const RunRecord& run, widgets::Curve& curve) {
    std::vector<double> losses;
    for (const auto& progress : run.log) {
        losses.push_back(progress.loss);
        if (progress.validationLoss) {
            curve.x.push_back(static_cast<double>(progress.step));
            curve.y.push_back(*progress.validationLoss);
        }
    }
    if (!curve.x.empty()) {
        return;
    }
    curve.y
        = smoothedLosses(losses, std::max(1.0, smoothedShare * static_cast<double>(losses.size())));
    for (const auto& progress : run.log) {
        curve.x.push_back(static_cast<double>(progress.step));
    }
}

} // namespace

RunsPanel::RunsPanel(TrainingRuns& runs, QWidget* parent)
    : QWidget(parent), m_runs(runs), m_rows(widgets::makeParented<QSplitter>(Qt::Vertical, this)),
      m_tableCard(widgets::makeParented<widgets::Card>(m_rows)),
      m_view(widgets::makeParented<QTableView>(m_tableCard)),
      m_table(widgets::makeParented<widgets::TextTable>(this)),
      m_empty(widgets::makeParented<QLabel>(m_tableCard)),
      m_repeat(widgets::makeParented<QPushButton>(m_tableCard)),
      m_rename(widgets::makeParented<QPushButton>(m_tableCard)),
      m_note(widgets::makeParented<QPushButton>(m_tableCard)),
      m_remove(widgets::makeParented<QPushButton>(m_tableCard)),
      m_chartCard(widgets::makeParented<widgets::Card>(m_rows)),
      m_plot(widgets::makeParented<widgets::CurvePlot>(m_chartCard)) {
    build();
    connectButtons();
    connect(&m_runs, &TrainingRuns::listChanged, this, &RunsPanel::fill);
    connect(&m_runs, &TrainingRuns::progressed, this, [this] {
        if (isVisible()) {
            fill();
        }
    });
    applyTheme();
    retranslate();
}

void RunsPanel::build() {
    auto* content = new QWidget(m_tableCard);
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {m_repeat.get(), m_rename.get(), m_note.get(), m_remove.get()}) {
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->addWidget(m_empty, 1);
    column->addWidget(m_view, 1);
    column->addLayout(buttons);
    m_tableCard->setContent(content);
    m_tableCard->setTable(m_table);
    m_chartCard->setContent(m_plot);
    m_chartCard->setFigure(this);
    m_view->setModel(m_table);
    m_view->setObjectName(QStringLiteral("runsTable"));
    m_view->verticalHeader()->hide();
    m_view->setShowGrid(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    widgets::setTextRole(m_empty, widgets::TextRole::Caption);
    m_repeat->setObjectName(QStringLiteral("repeatRun"));
    m_remove->setObjectName(QStringLiteral("removeRun"));
    m_rename->setObjectName(QStringLiteral("renameRun"));
    m_note->setObjectName(QStringLiteral("noteRun"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_rows);
    m_rows->setChildrenCollapsible(false);
    m_rows->setSizes({tableShare, chartShare});
}

void RunsPanel::connectButtons() {
    connect(
        m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPanel::choose);
    connect(m_repeat, &QPushButton::clicked, this, [this] {
        if (const auto* run = current()) {
            Q_EMIT repeatAsked(run->recipe);
        }
    });
    connect(m_rename, &QPushButton::clicked, this, &RunsPanel::rename);
    connect(m_note, &QPushButton::clicked, this, &RunsPanel::note);
    connect(m_remove, &QPushButton::clicked, this, &RunsPanel::remove);
}

void RunsPanel::setRun(const std::filesystem::path& run) {
    if (std::exchange(m_run, run) != run) {
        fill();
    }
}

QSize RunsPanel::figureSize() const {
    return m_plot->size();
}

void RunsPanel::paintFigure(QPainter& painter, const QSize& size) const {
    m_plot->paint(painter, size);
}

std::vector<int> RunsPanel::chosen() const {
    std::vector<int> rows;
    for (const auto& index : m_view->selectionModel()->selectedRows()) {
        rows.push_back(index.row());
    }
    std::ranges::sort(rows);
    return rows;
}

const RunRecord* RunsPanel::current() const {
    return m_runs.find(m_run);
}

void RunsPanel::fill() {
    std::vector<std::filesystem::path> marked;
    for (const int row : chosen()) {
        const auto index = static_cast<std::size_t>(row);
        if (index < m_runs.runs().size()) {
            marked.push_back(m_runs.runs()[index].folder);
        }
    }
    const QScopedValueRollback filling(m_filling, true);
    QList<QList<widgets::TextTable::Cell>> rows;
    for (const auto& run : m_runs.runs()) {
        const auto number = [](const std::optional<double>& value) {
            return widgets::TextTable::Cell{
                lossText(value), value ? QVariant(*value) : QVariant(), false};
        };
        const auto loss = run.log.empty() ? std::nullopt : std::optional(run.log.back().loss);
        const double seconds = run.log.empty() ? 0 : run.log.back().seconds;
        rows.append({{run.recipe.name, {}, run.folder == m_run},
            {objectiveText(run.recipe.job), {}, false}, {stateName(run.state), {}, false},
            {widgets::formatCount(run.step()), static_cast<qint64>(run.step()), false},
            number(loss), number(run.validationLoss()), {durationText(seconds), seconds, false},
            {run.notes.simplified(), {}, false}});
    }
    m_view->setVisible(!rows.isEmpty());
    m_empty->setVisible(rows.isEmpty());
    m_table->setRows({tr("run"), tr("objective"), tr("state"), tr("step"), tr("loss"),
                         tr("validation"), tr("time"), tr("notes")},
        std::move(rows));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const auto& folder = m_runs.runs()[static_cast<std::size_t>(row)].folder;
        if (folder == m_run || std::ranges::count(marked, folder) > 0) {
            m_view->selectionModel()->select(
                m_table->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        }
    }
    for (QPushButton* button : {m_repeat.get(), m_rename.get(), m_note.get(), m_remove.get()}) {
        button->setEnabled(current() != nullptr);
    }
    draw();
}

void RunsPanel::choose() {
    if (m_filling) {
        return;
    }
    const auto rows = chosen();
    const int row = m_view->selectionModel()->currentIndex().row();
    if (std::ranges::count(rows, row) > 0) {
        m_run = m_runs.runs()[static_cast<std::size_t>(row)].folder;
        Q_EMIT runChosen(m_run);
    }
    draw();
}

/// The chosen runs; all where fewer than two are.
void RunsPanel::draw() {
    const auto theme = widgets::Theme::of(this);
    const auto rows = chosen();
    m_curves.clear();
    for (int row = 0; row < static_cast<int>(m_runs.runs().size()); ++row) {
        const auto& run = m_runs.runs()[static_cast<std::size_t>(row)];
        if (run.log.empty() || (rows.size() > 1 && std::ranges::count(rows, row) == 0)) {
            continue;
        }
        const auto index = m_curves.size();
        widgets::Curve curve{run.recipe.name, {}, {}, theme.color(colors[index % colors.size()]),
            dashes[index % dashes.size()], run.folder == m_run};
        addPoints(run, curve);
        m_curves.push_back(std::move(curve));
    }
    m_plot->setAxes(tr("step"), tr("loss, nats per token"));
    m_plot->updateCurves(m_curves);
}

void RunsPanel::rename() {
    const auto* run = current();
    bool taken = false;
    const auto name = QInputDialog::getText(this, tr("Rename the run"), tr("Name of the run"),
        QLineEdit::Normal, run->recipe.name, &taken);
    if (taken) {
        m_runs.rename(m_run, name.trimmed());
    }
}

void RunsPanel::note() {
    const auto* run = current();
    bool taken = false;
    const auto notes = QInputDialog::getMultiLineText(
        this, tr("Notes"), tr("What is to be remembered of this run"), run->notes, &taken);
    if (taken) {
        m_runs.setNotes(m_run, notes);
    }
}

void RunsPanel::remove() {
    const auto* run = current();
    const auto answer = QMessageBox::question(this, tr("Delete the run"),
        tr("Delete “%1” with its model, its checkpoint and its curves? This cannot be undone.")
            .arg(run->recipe.name),
        QMessageBox::Yes | QMessageBox::No, QMessageBox::No);
    if (answer == QMessageBox::Yes) {
        m_runs.remove(m_run);
    }
}

void RunsPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
        draw();
    }
}

void RunsPanel::retranslate() {
    m_tableCard->setTitle(tr("Runs"));
    m_tableCard->setSubtitle(tr("choose several with Ctrl to compare them"));
    m_chartCard->setTitle(tr("Losses side by side"));
    m_chartCard->setSubtitle(tr("of validation, or of training where there is none"));
    m_empty->setText(tr("No run yet. Choose a recipe and press Start training."));
    m_repeat->setText(tr("Repeat…"));
    m_repeat->setToolTip(tr("Take this run's recipe, change a setting, and start it anew"));
    m_rename->setText(tr("Rename…"));
    m_rename->setToolTip(tr("Give the run and its model another name"));
    m_note->setText(tr("Notes…"));
    m_note->setToolTip(tr("Write down what is to be remembered of this run"));
    m_remove->setText(tr("Delete…"));
    m_remove->setToolTip(tr("Delete the run with all its files, after a question"));
    m_view->setAccessibleName(tr("Runs"));
    m_plot->setAccessibleName(tr("Losses side by side"));
    m_plot->setToolTip(tr("The wheel zooms, dragging moves, a double click shows all"));
    fill();
}

void RunsPanel::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_rows->setHandleWidth(theme.px(12));
    m_plot->setStyle(widgets::plotStyle(theme));
    m_plot->setMinimumSize(theme.px(200), theme.px(100));
}

} // namespace vitrine::app

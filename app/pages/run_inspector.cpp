#include "app/pages/run_inspector.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

#include "app/pages/run_text.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

constexpr int progressSteps = 1000;
constexpr int listHeight = 180;

bool canGoOn(const RunRecord& run) {
    return run.state == RunState::Paused || run.state == RunState::Stopped
        || run.state == RunState::Failed;
}

} // namespace

RunInspector::RunInspector(TrainingRuns& runs, QWidget* parent)
    : QWidget(parent), m_runs(runs), m_name(widgets::makeParented<QLabel>(this)),
      m_kind(widgets::makeParented<QLabel>(this)),
      m_progress(widgets::makeParented<QProgressBar>(this)),
      m_state(widgets::makeParented<QLabel>(this)),
      m_pause(widgets::makeParented<QPushButton>(this)),
      m_stop(widgets::makeParented<QPushButton>(this)),
      m_open(widgets::makeParented<QPushButton>(this)),
      m_compare(widgets::makeParented<QPushButton>(this)),
      m_numbers(widgets::makeParented<QLabel>(this)),
      m_listName(widgets::makeParented<QLabel>(this)),
      m_list(widgets::makeParented<QListWidget>(this)) {
    build();
    connect(m_pause, &QPushButton::clicked, this, &RunInspector::pauseOrResume);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_runs.stop(m_run); });
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT openAsked(m_run); });
    connect(m_compare, &QPushButton::clicked, this, [this] { Q_EMIT compareAsked(m_run); });
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0) {
            Q_EMIT runChosen(m_runs.runs()[static_cast<std::size_t>(row)].folder);
        }
    });
    connect(&m_runs, &TrainingRuns::listChanged, this, [this] {
        fillList();
        show();
    });
    connect(&m_runs, &TrainingRuns::progressed, this, [this](const std::filesystem::path& run) {
        if (run == m_run) {
            show();
        }
        showList();
    });
    applyTheme();
    retranslate();
}

void RunInspector::build() {
    auto* buttons = new QGridLayout;
    buttons->addWidget(m_pause, 0, 0);
    buttons->addWidget(m_stop, 0, 1);
    buttons->addWidget(m_open, 1, 0, 1, 2);
    buttons->addWidget(m_compare, 2, 0, 1, 2);
    auto* column = new QVBoxLayout(this);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_name, m_kind, m_progress, m_state}) {
        column->addWidget(widget);
    }
    column->addLayout(buttons);
    column->addWidget(m_numbers);
    column->addWidget(m_listName);
    column->addWidget(m_list);
    column->addStretch(1);
    m_pause->setObjectName(QStringLiteral("pauseRun"));
    m_stop->setObjectName(QStringLiteral("stopRun"));
    m_open->setObjectName(QStringLiteral("openRun"));
    m_compare->setObjectName(QStringLiteral("compareRun"));
    m_list->setObjectName(QStringLiteral("runList"));
    m_progress->setRange(0, progressSteps);
    m_progress->setTextVisible(false);
    m_numbers->setTextFormat(Qt::RichText);
    m_numbers->setTextInteractionFlags(Qt::TextSelectableByMouse);
    widgets::setTextRole(m_name, widgets::TextRole::Heading);
    widgets::setTextRole(m_kind, widgets::TextRole::Caption);
    widgets::setTextRole(m_state, widgets::TextRole::Caption);
    widgets::setTextRole(m_listName, widgets::TextRole::Heading);
    for (QLabel* label : {m_name.get(), m_kind.get(), m_state.get()}) {
        label->setWordWrap(true);
    }
}

void RunInspector::setRun(const std::filesystem::path& run) {
    m_run = run;
    selectInList();
    show();
}

/// The list may be what has just told which run: it stays as it is.
void RunInspector::selectInList() {
    const QSignalBlocker quiet(m_list);
    const auto& runs = m_runs.runs();
    const auto found = std::ranges::find(runs, m_run, &RunRecord::folder);
    m_list->setCurrentRow(found == runs.end() ? -1 : static_cast<int>(found - runs.begin()));
}

void RunInspector::pauseOrResume() {
    const auto* run = m_runs.find(m_run);
    if (run && canGoOn(*run)) {
        m_runs.resume(m_run);
    } else {
        m_runs.pause(m_run);
    }
}

void RunInspector::fillList() {
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const auto& run : m_runs.runs()) {
        auto* item = new QListWidgetItem(m_list);
        item->setToolTip(run.notes.isEmpty() ? objectiveText(run.recipe.job) : run.notes);
    }
    selectInList();
    m_list->setVisible(m_list->count() > 0);
    m_listName->setVisible(m_list->count() > 0);
    showList();
}

/// How far each run is, in the list as it stands.
void RunInspector::showList() {
    for (int row = 0; row < m_list->count(); ++row) {
        const auto& run = m_runs.runs()[static_cast<std::size_t>(row)];
        m_list->item(row)->setText(run.recipe.name + QLatin1Char('\n') + stateName(run.state)
            + QStringLiteral(" · ") + widgets::formatCount(run.step()));
    }
}

QString RunInspector::numbers(const RunRecord& run) const {
    QString rows;
    const auto row = [&rows](const QString& name, const QString& value) {
        if (!value.isEmpty()) {
            rows += QStringLiteral("<tr><td>%1</td><td align='right'>%2</td></tr>")
                        .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
        }
    };
    const auto& last = run.log.back();
    row(tr("Loss"), lossText(last.loss));
    row(tr("Validation"), lossText(run.validationLoss()));
    row(tr("Learning rate"), widgets::formatValue(last.learningRate));
    row(tr("Gradient norm"), widgets::formatValue(last.gradientNorm));
    row(tr("Tokens per second"), widgets::formatCount(std::llround(last.tokensPerSecond)));
    row(tr("Time so far"), durationText(last.seconds));
    return QStringLiteral("<table width='100%' cellspacing='3'>%1</table>").arg(rows);
}

void RunInspector::show() {
    const auto* run = m_runs.find(m_run);
    for (QWidget* widget : std::initializer_list<QWidget*>{
             m_progress, m_pause, m_stop, m_open, m_compare, m_numbers}) {
        widget->setVisible(run != nullptr);
    }
    if (!run) {
        m_name->setText(tr("No run yet"));
        m_kind->setText(tr("Choose a recipe and press Start training."));
        m_state->clear();
        return;
    }
    const auto steps = run->recipe.job.options.steps;
    m_name->setText(run->recipe.name);
    m_kind->setText(objectiveText(run->recipe.job));
    m_progress->setValue(
        static_cast<int>(progressSteps * run->step() / std::max<std::int64_t>(steps, 1)));
    auto state = tr("%1 · step %2 of %3")
                     .arg(stateName(run->state), widgets::formatCount(run->step()),
                         widgets::formatCount(steps));
    if (const auto left = run->secondsLeft(); left && run->state == RunState::Running) {
        state += QStringLiteral(" · ") + tr("%1 left").arg(durationText(*left));
    }
    m_state->setText(run->problem.isEmpty() ? state : state + QLatin1Char('\n') + run->problem);
    m_pause->setText(canGoOn(*run) ? tr("Resume") : tr("Pause"));
    m_pause->setToolTip(canGoOn(*run) ? tr("Go on exactly where the last checkpoint was")
                                      : tr("Keep a checkpoint and let others train"));
    m_pause->setEnabled(run->state != RunState::Finished);
    m_stop->setEnabled(run->state == RunState::Running || run->state == RunState::Queued);
    m_open->setEnabled(run->hasModel());
    m_compare->setEnabled(run->hasModel() && !run->recipe.job.model.folder.empty());
    m_numbers->setVisible(!run->log.empty());
    if (!run->log.empty()) {
        m_numbers->setText(numbers(*run));
    }
}

void RunInspector::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void RunInspector::retranslate() {
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_progress->setToolTip(tr("How many of its steps are done"));
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("End the run here; its model stays"));
    m_open->setText(tr("Open in every lens"));
    m_open->setToolTip(tr("Load the model as it is now, and look at it in the other lenses"));
    m_compare->setText(tr("Compare with its base"));
    m_compare->setToolTip(tr("Load the fine-tuned model, and the one it began as beside it"));
    m_listName->setText(tr("Runs"));
    m_list->setAccessibleName(tr("Runs"));
    m_list->setToolTip(tr("Which run is looked at"));
    fillList();
    show();
}

void RunInspector::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    layout()->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    layout()->setSpacing(theme.px(8));
    m_list->setFixedHeight(theme.px(listHeight));
}

} // namespace vitrine::app

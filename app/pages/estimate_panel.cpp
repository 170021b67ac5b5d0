#include "app/pages/estimate_panel.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <chrono>
#include <cmath>

#include "app/error_text.h"
#include "app/jobs/thread_priority.h"
#include "app/model_text.h"
#include "app/pages/run_text.h"
#include "engine/api/training_run.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

using namespace std::chrono_literals;

constexpr auto measurePause = 600ms; // several changes make one measurement
constexpr int previewedExamples = 16;

} // namespace

EstimatePanel::EstimatePanel(TrainingRuns& runs, QWidget* parent)
    : QWidget(parent), m_runs(runs), m_start(widgets::makeParented<QPushButton>(this)),
      m_queueNote(widgets::makeParented<QLabel>(this)),
      m_watch(widgets::makeParented<QLabel>(this)), m_data(widgets::makeParented<QLabel>(this)),
      m_showData(widgets::makeParented<QPushButton>(this)),
      m_numbers(widgets::makeParented<QLabel>(this)),
      m_measure(widgets::makeParented<QPushButton>(this)) {
    build();
    connect(m_start, &QPushButton::clicked, this, &EstimatePanel::startAsked);
    connect(m_showData, &QPushButton::clicked, this, &EstimatePanel::dataAsked);
    connect(m_measure, &QPushButton::clicked, this, &EstimatePanel::measure);
    connect(&m_runs, &TrainingRuns::listChanged, this, &EstimatePanel::show);
    m_soon.setSingleShot(true);
    m_soon.setInterval(measurePause);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (isVisible()) {
            look();
        }
    });
    retranslate();
}

void EstimatePanel::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    for (QLabel* label : {m_numbers.get(), m_queueNote.get(), m_watch.get(), m_data.get()}) {
        label->setWordWrap(true);
    }
    m_numbers->setObjectName(QStringLiteral("estimate"));
    m_numbers->setTextFormat(Qt::RichText);
    m_numbers->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_data->setObjectName(QStringLiteral("dataSummary"));
    m_showData->setObjectName(QStringLiteral("showData"));
    widgets::setTextRole(m_queueNote, widgets::TextRole::Caption);
    m_start->setObjectName(QStringLiteral("startTraining"));
    m_start->setProperty("primary", true);
    column->addWidget(m_start);
    column->addWidget(m_queueNote);
    column->addWidget(m_watch);
    column->addWidget(m_data);
    column->addWidget(m_showData, 0, Qt::AlignLeft);
    column->addWidget(m_numbers);
    column->addWidget(m_measure, 0, Qt::AlignLeft);
    column->addStretch(1);
}

/// What was found out was of another job.
void EstimatePanel::setJob(const TrainingJob& job) {
    m_job = job;
    m_estimating.cancel();
    m_previewing.cancel();
    m_previewed = false;
    m_estimate.reset();
    m_problem.reset();
    m_soon.start();
    show();
}

void EstimatePanel::setWatch(const QString& sentence) {
    m_watch->setText(sentence);
    m_watch->setVisible(!sentence.isEmpty());
}

void EstimatePanel::setDataSummary(const QString& summary) {
    m_data->setText(summary);
}

void EstimatePanel::stopMeasuring() {
    m_estimating.cancel();
    m_soon.stop();
}

void EstimatePanel::look() {
    if (m_job.training.empty()) {
        return;
    }
    m_previewing.request(
        [job = m_job](const std::stop_token&) {
            setThreadPriority(ThreadPriority::Background);
            return api::TrainingRun::preview(job, previewedExamples);
        },
        [this](const Expected<TrainingPreview>& preview) {
            m_previewed = true;
            Q_EMIT previewed(preview);
        });
    if (!m_runs.running()) {
        measure();
    }
}

void EstimatePanel::measure() {
    m_estimating.request(
        [job = m_job](const std::stop_token& stop) {
            setThreadPriority(ThreadPriority::Background);
            return api::TrainingRun::estimate(job, {DeviceChoice::Auto, backgroundThreads()}, stop);
        },
        [this](const Expected<TrainingEstimate>& estimate) {
            if (estimate) {
                m_estimate = *estimate;
            } else {
                m_problem = estimate.error();
            }
            show();
        });
    show();
}

void EstimatePanel::show() {
    const bool busy = m_runs.running() != nullptr;
    m_queueNote->setVisible(busy);
    m_measure->setEnabled(!m_estimating.isBusy());
    m_start->setEnabled(!m_job.training.empty());
    if (m_problem) {
        m_numbers->setText(errorText(*m_problem).toHtmlEscaped());
        return;
    }
    if (!m_estimate) {
        m_numbers->setText(m_estimating.isBusy() ? tr("Measuring a few steps…")
                : busy                           ? tr("Not measured yet: another run is training.")
                                                 : tr("Will be measured in a moment."));
        return;
    }
    QString rows;
    const auto row = [&rows](const QString& name, const QString& value) {
        rows += QStringLiteral("<tr><td style='padding-right:16px'>%1</td><td align='right'>%2</td>"
                               "</tr>")
                    .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    };
    row(tr("Parameters"), parameterCount(m_estimate->parameters));
    row(tr("Tokens in the data"), widgets::formatCount(m_estimate->trainingTokens));
    row(tr("Memory, about"), byteSize(m_estimate->memoryBytes));
    row(tr("Tokens per second"), widgets::formatCount(std::llround(m_estimate->tokensPerSecond)));
    row(tr("Time, about"), durationText(m_estimate->seconds));
    m_numbers->setText(QStringLiteral("<table width='100%'>%1</table>").arg(rows));
}

void EstimatePanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!m_previewed) {
        m_soon.start();
    }
}

void EstimatePanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void EstimatePanel::retranslate() {
    m_measure->setText(tr("Measure again"));
    m_measure->setToolTip(tr("Trains a few steps and throws them away"));
    m_start->setText(tr("Start training"));
    m_start->setToolTip(tr("Trains in the background; every other lens works on meanwhile"));
    m_showData->setText(tr("Look at the data"));
    m_showData->setToolTip(tr("The rows as they were read, and what the model sees of them"));
    m_queueNote->setText(tr("Another run is training; this one will begin when it ends."));
    show();
}

} // namespace vitrine::app

#include "app/pages/watch_panel.h"

#include <QEvent>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/pages/batch_panel.h"
#include "app/pages/change_panel.h"
#include "app/pages/histogram_panel.h"
#include "app/pages/probe_panel.h"
#include "app/pages/run_curves.h"
#include "app/pages/run_samples.h"
#include "widgets/common/card.h"
#include "widgets/common/number_format.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

constexpr int wideShare = 560; // of a splitter; only the proportion counts
constexpr int narrowShare = 440;
constexpr int upperShare = 380;
constexpr int lowerShare = 620;
constexpr int sliderWidth = 180;

} // namespace

WatchPanel::WatchPanel(TrainingRuns& runs, QWidget* parent)
    : QWidget(parent), m_runs(runs), m_probes(runs, nullptr),
      m_rows(widgets::makeParented<QSplitter>(Qt::Vertical, this)),
      m_upper(widgets::makeParented<QSplitter>(Qt::Horizontal, m_rows)),
      m_curvesCard(widgets::makeParented<widgets::Card>(m_upper)),
      m_curves(widgets::makeParented<RunCurves>(m_curvesCard)),
      m_samplesCard(widgets::makeParented<widgets::Card>(m_upper)),
      m_samples(widgets::makeParented<RunSamples>(m_samplesCard)),
      m_studyCard(widgets::makeParented<widgets::Card>(m_rows)),
      m_study(widgets::makeParented<widgets::SegmentedControl>(m_studyCard)),
      m_slider(widgets::makeParented<QSlider>(Qt::Horizontal, m_studyCard)),
      m_step(widgets::makeParented<QLabel>(m_studyCard)),
      m_studies(widgets::makeParented<QStackedWidget>(m_studyCard)),
      m_probe(widgets::makeParented<ProbePanel>(m_studies)),
      m_histograms(widgets::makeParented<HistogramPanel>(m_studies)),
      m_batch(widgets::makeParented<BatchPanel>(m_studies)),
      m_change(widgets::makeParented<ChangePanel>(m_studies)) {
    build();
    connectParts();
    applyTheme();
    retranslate();
    showStudy(Probe);
    followProbes();
}

void WatchPanel::build() {
    m_curvesCard->setContent(m_curves);
    m_curvesCard->addHeaderWidget(m_curves->controls());
    m_curvesCard->setFigure(m_curves);
    m_curvesCard->setTable(m_curves->table());
    m_samplesCard->setContent(m_samples);
    m_samplesCard->addHeaderWidget(m_samples->controls());
    m_samplesCard->setTable(m_samples->table());
    buildStudies();
    m_upper->setSizes({wideShare, narrowShare});
    m_rows->setSizes({upperShare, lowerShare});
    for (QSplitter* splitter : {m_rows.get(), m_upper.get()}) {
        splitter->setChildrenCollapsible(false);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_rows);
}

void WatchPanel::buildStudies() {
    for (QWidget* study :
        std::initializer_list<QWidget*>{m_probe, m_histograms, m_batch, m_change}) {
        m_studies->addWidget(study); // in the order of Study
    }
    m_studyCard->setContent(m_studies);
    m_studyCard->addHeaderWidget(m_study);
    m_studyCard->addHeaderWidget(m_slider);
    m_studyCard->addHeaderWidget(m_step);
    m_slider->setObjectName(QStringLiteral("probeSlider"));
    widgets::setTextRole(m_step, widgets::TextRole::Number);
}

void WatchPanel::connectParts() {
    connect(&m_runs, &TrainingRuns::progressed, this, [this](const std::filesystem::path& run) {
        if (run == m_run && isVisible()) {
            m_curves->setRun(m_runs.find(m_run));
        }
    });
    connect(&m_runs, &TrainingRuns::listChanged, this, &WatchPanel::follow);
    connect(&m_runs, &TrainingRuns::batchShown, m_batch, &BatchPanel::setBatch);
    connect(&m_probes, &RunProbes::changed, this, &WatchPanel::followProbes);
    connect(&m_probes, &RunProbes::failed, this, &WatchPanel::failed);
    connect(m_batch, &BatchPanel::asked, &m_runs, &TrainingRuns::askBatch);
    connect(m_slider, &QSlider::valueChanged, this, [this](int index) {
        m_following = index == m_slider->maximum();
        lookAt(index);
    });
    connect(m_curves, &RunCurves::stepChosen, this, &WatchPanel::lookAtStep);
    connect(m_samples, &RunSamples::stepChosen, this, &WatchPanel::lookAtStep);
    connect(m_curves, &RunCurves::viewChanged, this, &WatchPanel::stateChanged);
    connect(m_study, &widgets::SegmentedControl::currentChanged, this, [this](int study) {
        showStudy(study);
        Q_EMIT stateChanged();
    });
}

void WatchPanel::setRun(const std::filesystem::path& run) {
    if (std::exchange(m_run, run) != run) {
        m_following = true;
        m_batch->clear();
    }
    m_probes.setRun(run);
    follow();
}

void WatchPanel::restore(const TrainingState& state) {
    m_curves->setQuantity(state.quantity);
    m_curves->setLogarithmic(state.logarithmic);
    m_study->setCurrent(std::clamp(state.study, 0, static_cast<int>(Change)));
    showStudy(m_study->current());
}

void WatchPanel::save(TrainingState& state) const {
    state.quantity = m_curves->quantity();
    state.logarithmic = m_curves->isLogarithmic();
    state.study = m_study->current();
}

void WatchPanel::follow() {
    if (!isVisible()) {
        return;
    }
    const auto* run = m_runs.find(m_run);
    m_curves->setRun(run);
    m_change->setRun(run);
    m_probe->setObjective(run ? run->recipe.job.objective : TrainingObjective::NextToken);
    m_batch->setAskable(run && run->state == RunState::Running);
    m_curvesCard->setSubtitle(run ? run->recipe.name : QString());
}

void WatchPanel::followProbes() {
    const auto& probes = m_probes.probes();
    m_samples->setProbes(probes);
    const int last = std::max(0, static_cast<int>(probes.size()) - 1);
    const int index = m_following ? last : std::min(m_slider->value(), last);
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setRange(0, last);
        m_slider->setValue(index);
    }
    m_slider->setEnabled(last > 0);
    lookAt(index);
}

void WatchPanel::lookAt(int index) {
    const auto& probes = m_probes.probes();
    const bool there = index >= 0 && index < static_cast<int>(probes.size());
    const auto* probe = there ? &probes[static_cast<std::size_t>(index)] : nullptr;
    m_step->setText(there ? tr("step %1").arg(widgets::formatCount(probe->step)) : QString());
    m_probe->setProbe(probe);
    m_histograms->setProbe(probe);
    m_samples->setMarkedStep(there ? probe->step : -1);
    m_curves->setMarkedStep(there && !m_following ? probe->step : -1);
}

/// The look nearest to it.
void WatchPanel::lookAtStep(std::int64_t step) {
    const auto& probes = m_probes.probes();
    const auto nearest = std::ranges::min_element(
        probes, {}, [&](const TrainingProbe& probe) { return std::abs(probe.step - step); });
    if (nearest != probes.end()) {
        m_slider->setValue(static_cast<int>(nearest - probes.begin()));
    }
}

void WatchPanel::showStudy(int study) {
    m_studies->setCurrentIndex(study);
    const bool ofAStep = study == Probe || study == Weights;
    m_slider->setVisible(ofAStep);
    m_step->setVisible(ofAStep);
    switch (static_cast<Study>(study)) {
    case Probe:
        m_studyCard->setFigure(m_probe->figure());
        m_studyCard->setTable(m_probe->table());
        break;
    case Weights:
        m_studyCard->setFigure(m_histograms->figure());
        m_studyCard->setTable(m_histograms->table());
        break;
    case Batch:
        m_studyCard->setFigure(nullptr);
        m_studyCard->setTable(m_batch->table());
        break;
    case Change:
        m_studyCard->setFigure(m_change->figure());
        m_studyCard->setTable(m_change->table());
        break;
    }
}

void WatchPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    follow();
}

void WatchPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void WatchPanel::retranslate() {
    m_curvesCard->setTitle(tr("Curves"));
    m_samplesCard->setTitle(tr("Samples while it learns"));
    m_studyCard->setTitle(tr("Inside"));
    m_study->setSegments(
        {{tr("probe"), tr("Attention over the probe sentence, and what is expected after it")},
            {tr("weights"), tr("Sizes of weights and gradients by layer")},
            {tr("batch"), tr("What the current step is given to learn from")},
            {tr("change"), tr("How far each matrix has moved from the model it began as")}});
    m_slider->setToolTip(tr("Looks into the model from the first step to the newest"));
    m_slider->setAccessibleName(tr("Step that is looked at"));
    followProbes();
}

void WatchPanel::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    for (QSplitter* splitter : {m_rows.get(), m_upper.get()}) {
        splitter->setHandleWidth(theme.px(12));
    }
    m_slider->setFixedWidth(theme.px(sliderWidth));
    m_step->setMinimumWidth(theme.px(72));
}

} // namespace vitrine::app

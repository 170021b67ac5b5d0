#pragma once

#include <QWidget>

#include "app/session/training_state.h"
#include "app/workspace/run_probes.h"
#include "app/workspace/training_runs.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QSlider;
class QSplitter;
class QStackedWidget;

namespace vitrine::widgets {
class Card;
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

class BatchPanel;
class ChangePanel;
class HistogramPanel;
class ProbePanel;
class RunCurves;
class RunSamples;

/// One run from inside: its curves, its samples, and below them what one look into the model
/// showed.
class WatchPanel : public QWidget {
    Q_OBJECT
public:
    WatchPanel(TrainingRuns& runs, QWidget* parent);

    /// Empty for none.
    void setRun(const std::filesystem::path& run);
    void restore(const TrainingState& state);
    void save(TrainingState& state) const;

Q_SIGNALS:
    void stateChanged();
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    enum Study { Probe, Weights, Batch, Change };

    void build();
    void buildStudies();
    void connectParts();
    void follow();
    void followProbes();
    void lookAt(int index);
    void lookAtStep(std::int64_t step);
    void showStudy(int study);
    void retranslate();
    void applyTheme();

    TrainingRuns& m_runs;
    RunProbes m_probes;
    std::filesystem::path m_run;
    bool m_following = true; ///< the newest look is the one that shows
    widgets::parented_ptr<QSplitter> m_rows;
    widgets::parented_ptr<QSplitter> m_upper;
    widgets::parented_ptr<widgets::Card> m_curvesCard;
    widgets::parented_ptr<RunCurves> m_curves;
    widgets::parented_ptr<widgets::Card> m_samplesCard;
    widgets::parented_ptr<RunSamples> m_samples;
    widgets::parented_ptr<widgets::Card> m_studyCard;
    widgets::parented_ptr<widgets::SegmentedControl> m_study;
    widgets::parented_ptr<QSlider> m_slider;
    widgets::parented_ptr<QLabel> m_step;
    widgets::parented_ptr<QStackedWidget> m_studies;
    widgets::parented_ptr<ProbePanel> m_probe;
    widgets::parented_ptr<HistogramPanel> m_histograms;
    widgets::parented_ptr<BatchPanel> m_batch;
    widgets::parented_ptr<ChangePanel> m_change;
};

} // namespace vitrine::app

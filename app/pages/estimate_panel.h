#pragma once

#include <QTimer>
#include <QWidget>

#include <optional>

#include "app/jobs/latest_request.h"
#include "app/workspace/training_runs.h"
#include "engine/values/training_estimate.h"
#include "engine/values/training_preview.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QPushButton;

namespace vitrine::app {

/// What stands before a start: what is to be watched, what the job would take — measured on a few
/// steps in the background — and the button.
class EstimatePanel : public QWidget {
    Q_OBJECT
public:
    EstimatePanel(TrainingRuns& runs, QWidget* parent);

    /// Reads the job's data soon, and measures it where nothing else trains.
    void setJob(const TrainingJob& job);
    void setWatch(const QString& sentence);
    void setDataSummary(const QString& summary);
    /// The machine belongs to the run that begins.
    void stopMeasuring();
    const std::optional<TrainingEstimate>& estimate() const { return m_estimate; }

Q_SIGNALS:
    void startAsked();
    void dataAsked();
    void previewed(const vitrine::Expected<vitrine::TrainingPreview>& preview);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void look();
    void measure();
    void show();
    void retranslate();

    TrainingRuns& m_runs;
    TrainingJob m_job;
    bool m_previewed = false; ///< the job as it stands
    std::optional<TrainingEstimate> m_estimate; ///< of the job as it stands
    std::optional<Error> m_problem; ///< why there is none
    widgets::parented_ptr<QPushButton> m_start;
    widgets::parented_ptr<QLabel> m_queueNote;
    widgets::parented_ptr<QLabel> m_watch;
    widgets::parented_ptr<QLabel> m_data;
    widgets::parented_ptr<QPushButton> m_showData;
    widgets::parented_ptr<QLabel> m_numbers;
    widgets::parented_ptr<QPushButton> m_measure;
    QTimer m_soon;
    JobQueue m_queue;
    LatestRequest m_previewing{m_queue};
    LatestRequest m_estimating{m_queue};
};

} // namespace vitrine::app

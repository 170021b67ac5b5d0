#pragma once

#include <QWidget>

#include <filesystem>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "app/jobs/frame_relay.h"
#include "app/jobs/latest_request.h"
#include "app/workspace/learning_curves.h"
#include "app/workspace/model_measure.h"
#include "app/workspace/model_shelf.h"
#include "engine/values/training_progress.h"
#include "widgets/common/figure.h"
#include "widgets/common/parented_ptr.h"
#include "widgets/plot/curve_plot.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace vitrine::app {

/// What perplexity depends on: the order and the smoothing of n-gram models, the size of the text
/// that they learned from, the training step of neural models.
class PerplexityCurves : public QWidget, public widgets::Figure {
    Q_OBJECT
public:
    enum Over { Orders, Sizes, Methods, Steps };

    PerplexityCurves(ModelShelf& shelf, QWidget* parent);

    Over over() const { return m_over; }
    void setOver(Over over);
    /// What the curves are made with, for the row above them.
    QWidget* controls() { return m_controls; }
    /// The curves over the order.
    void setMeasure(const FileMeasure& measure);
    /// Draws the curves over the size of `text`.
    void learn(const NgramText& text, NgramUnit unit);
    /// Adds the curve of a training run, by its log.jsonl.
    void openLog(const std::filesystem::path& file);

    const LearningCurves& learned() const { return m_learned; }
    const std::vector<widgets::Curve>& curves() const { return m_curves; }
    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    /// A training run's history.
    struct Run {
        QString name;
        std::vector<TrainingProgress> steps;
    };
    using Runs = std::vector<Run>;

    void build();
    void open();
    void readModelLogs();
    void takeLearned(Expected<LearningCurves> curves);
    void refresh();
    QString note() const;
    widgets::Curve curve(
        std::size_t index, QString name, std::vector<double> x, std::vector<double> y) const;
    std::vector<widgets::Curve> orderCurves() const;
    std::vector<widgets::Curve> sizeCurves(bool byMethod) const;
    std::vector<widgets::Curve> stepCurves() const;
    void retranslate();
    void applyTheme();

    ModelShelf& m_shelf;
    Over m_over = Orders;
    FileMeasure m_measure;
    LearningCurves m_learned;
    Runs m_modelRuns; ///< of the models at hand
    Runs m_openedRuns; ///< that the user chose
    std::vector<widgets::Curve> m_curves; ///< as they are drawn
    JobQueue m_queue;
    LatestRequest m_learning{m_queue};
    LatestRequest m_reading{m_queue};
    LatestRequest m_opening{m_queue};
    std::optional<FrameRelay<LearningCurves>> m_relay;
    widgets::parented_ptr<QWidget> m_controls;
    widgets::parented_ptr<QPushButton> m_open;
    widgets::parented_ptr<QPushButton> m_own;
    widgets::parented_ptr<QPushButton> m_stop;
    widgets::parented_ptr<QProgressBar> m_progress;
    widgets::parented_ptr<QLabel> m_note;
    widgets::parented_ptr<widgets::CurvePlot> m_plot;
};

} // namespace vitrine::app

#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "app/jobs/latest_request.h"
#include "app/page.h"
#include "app/session/tasks_state.h"
#include "app/workspace/laboratory.h"
#include "app/workspace/mask_explainer.h"
#include "app/workspace/task_examples.h"
#include "app/workspace/task_generation.h"
#include "app/workspace/task_offers.h"
#include "app/workspace/task_solver.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QMenu;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace vitrine::widgets {
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

class AttributionCard;
class GenerationTaskView;
class MissingHeadCard;
class TaskBatchPanel;
class TaskEvaluationPanel;
class TextMetricsPanel;
class TrainedTaskView;

/// The Tasks lens: what the model at hand makes of the text under glass as a classifier, a tagger,
/// …, with the reasons; tables of texts, measuring on labelled files, and scores of written texts.
class TasksPage : public Page {
    Q_OBJECT
public:
    enum View { OneText, Table, Evaluation, TextMetrics };

    /// `places` tells where models lie beside the built-in ones, for those that can do a task.
    using ModelPlaces = std::function<std::vector<std::filesystem::path>()>;
    TasksPage(Laboratory& laboratory, ModelPlaces places, QWidget* parent);

    QString id() const override { return QStringLiteral("tasks"); }
    QString title() const override { return tr("Tasks"); }
    QString tip() const override {
        return tr("Let the model classify, find entities, answer and write, and see why");
    }
    QString iconName() const override { return QStringLiteral("tasks"); }
    TaskSolver& solver() { return m_solver; }
    LensTask task() const { return m_task; }
    void showTask(LensTask task);
    void showView(View view);
    TasksState state() const;
    void restore(const TasksState& state);

Q_SIGNALS:
    void stateChanged();
    void openAsked(const std::filesystem::path& model);
    void pageAsked(const QString& id);
    void saved(const QString& path);
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    void connectParts();
    void chooseTask(int task);
    void followModel();
    void setLookedAt(bool lookedAt);
    void findOffers();
    void refresh();
    QWidget* viewOfTask() const;
    bool isAble() const;
    void fillExamples();
    void takeExample(const TaskExample& example);
    void showExample(const QString& text, const QString& question);
    bool speaksChinese() const;
    void offerTexts();
    void retranslate();
    void applyTheme();

    Laboratory& m_laboratory;
    ModelPlaces m_places;
    TaskSolver m_solver;
    TaskGeneration m_generation;
    MaskExplainer m_explainer;
    JobQueue m_queue;
    LatestRequest m_search{m_queue};
    std::vector<OfferedModel> m_offers; ///< what models on this computer can do
    LensTask m_task = LensTask::Classification;
    bool m_chosen = false; ///< by the user; else what the model can do
    widgets::parented_ptr<widgets::SegmentedControl> m_tasks;
    widgets::parented_ptr<widgets::SegmentedControl> m_views;
    widgets::parented_ptr<QPushButton> m_examples;
    widgets::parented_ptr<QMenu> m_exampleMenu;
    widgets::parented_ptr<QStackedWidget> m_stack;
    widgets::parented_ptr<MissingHeadCard> m_missing;
    widgets::parented_ptr<TrainedTaskView> m_trained;
    widgets::parented_ptr<QWidget> m_masks;
    widgets::parented_ptr<QSplitter> m_maskAnswers;
    widgets::parented_ptr<AttributionCard> m_maskReasons;
    widgets::parented_ptr<QWidget> m_sentences;
    widgets::parented_ptr<AttributionCard> m_sentenceReasons;
    widgets::parented_ptr<GenerationTaskView> m_written;
    widgets::parented_ptr<TaskBatchPanel> m_batch;
    widgets::parented_ptr<TaskEvaluationPanel> m_evaluation;
    widgets::parented_ptr<TextMetricsPanel> m_metrics;
};

} // namespace vitrine::app

#pragma once

#include "app/page.h"
#include "app/session/training_state.h"
#include "app/workspace/laboratory.h"
#include "app/workspace/training_runs.h"
#include "widgets/common/parented_ptr.h"

class QStackedWidget;

namespace vitrine::widgets {
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

class RecipePanel;
class RunInspector;
class RunsPanel;
class WatchPanel;

/// Small models made and fine-tuned by point and click, and watched from inside.
class TrainPage : public Page {
    Q_OBJECT
public:
    enum View { Recipe, Watch, Runs };

    TrainPage(Laboratory& laboratory, TrainingRuns& runs, QWidget* parent);

    QString id() const override { return QStringLiteral("train"); }
    QString title() const override { return tr("Train"); }
    QString tip() const override { return tr("Make a model learn, and watch it from inside"); }
    QString iconName() const override { return QStringLiteral("train"); }
    QWidget* inspector() override;

    void showView(int view);
    void showRun(const std::filesystem::path& run);
    TrainingState state() const;
    void restore(const TrainingState& state);

Q_SIGNALS:
    void stateChanged();
    /// A run's model is to be loaded, and `base` beside it where it is not empty.
    void openAsked(const std::filesystem::path& model, const std::filesystem::path& base);
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectParts();
    void followList();
    void open(const std::filesystem::path& run, bool withBase);
    void retranslate();
    void applyTheme();

    TrainingRuns& m_runs;
    std::filesystem::path m_run;
    std::string m_wanted; ///< the run of the session, until the runs are read
    widgets::parented_ptr<widgets::SegmentedControl> m_view;
    widgets::parented_ptr<QStackedWidget> m_views;
    widgets::parented_ptr<RecipePanel> m_recipe;
    widgets::parented_ptr<WatchPanel> m_watch;
    widgets::parented_ptr<RunsPanel> m_list;
    widgets::parented_ptr<RunInspector> m_inspector;
};

} // namespace vitrine::app

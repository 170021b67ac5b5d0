#pragma once

#include <QWidget>

#include <optional>
#include <string>

#include "app/workspace/laboratory.h"
#include "app/workspace/run_record.h"
#include "app/workspace/training_runs.h"
#include "engine/values/training_estimate.h"
#include "engine/values/training_preview.h"
#include "widgets/common/parented_ptr.h"

class QScrollArea;
class QSplitter;
class QStackedWidget;

namespace vitrine::widgets {
class Card;
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

class DataPreview;
class EstimatePanel;
class RecipeChooser;
struct RecipePreset;

/// Where a run begins: the recipe, the data that it reads, and what it would take.
class RecipePanel : public QWidget {
    Q_OBJECT
public:
    /// What stands in the large card.
    enum View { Settings, Data };

    RecipePanel(Laboratory& laboratory, TrainingRuns& runs, QWidget* parent);

    const TrainingRecipe& recipe() const;
    /// Shows a recipe, to be changed and started.
    void setRecipe(const TrainingRecipe& recipe);
    /// The key of the preset that the recipe is; empty where it has been changed since.
    std::string preset() const;
    /// A recipe of the session, with the preset that it was.
    void restore(const TrainingRecipe& recipe, const std::string& preset);
    bool isUnfolded() const;
    void setUnfolded(bool unfolded);
    const std::optional<TrainingEstimate>& estimate() const;
    void showView(View view);

Q_SIGNALS:
    void recipeChanged();
    void started(const std::filesystem::path& run);
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectParts();
    void follow(bool job);
    void start();
    void retranslate();
    void applyTheme();

    TrainingRuns& m_runs;
    widgets::parented_ptr<QSplitter> m_columns;
    widgets::parented_ptr<widgets::Card> m_recipeCard;
    widgets::parented_ptr<widgets::SegmentedControl> m_view;
    widgets::parented_ptr<QStackedWidget> m_views;
    widgets::parented_ptr<QScrollArea> m_scroll;
    widgets::parented_ptr<RecipeChooser> m_chooser;
    widgets::parented_ptr<DataPreview> m_preview;
    widgets::parented_ptr<widgets::Card> m_estimateCard;
    widgets::parented_ptr<EstimatePanel> m_estimate;
};

} // namespace vitrine::app

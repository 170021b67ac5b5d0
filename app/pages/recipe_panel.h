#pragma once

#include <QTimer>
#include <QWidget>

#include <optional>

#include "app/jobs/latest_request.h"
#include "app/workspace/laboratory.h"
#include "app/workspace/recipe_presets.h"
#include "app/workspace/training_runs.h"
#include "engine/values/training_estimate.h"
#include "widgets/common/parented_ptr.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QSplitter;

namespace vitrine::widgets {
class Card;
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

class RecipeForm;

/// Where a run begins: what is learned, by which model, how — and what it would take.
class RecipePanel : public QWidget {
    Q_OBJECT
public:
    RecipePanel(Laboratory& laboratory, TrainingRuns& runs, QWidget* parent);

    const TrainingRecipe& recipe() const { return m_recipe; }
    /// Shows a recipe, to be changed and started.
    void setRecipe(const TrainingRecipe& recipe);
    void usePreset(std::string_view key);
    bool isUnfolded() const;
    void setUnfolded(bool unfolded);
    const std::optional<TrainingEstimate>& estimate() const { return m_estimate; }

Q_SIGNALS:
    void recipeChanged();
    void started(const std::filesystem::path& run);
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void buildChooser();
    void buildEstimate();
    void connectChooser();
    QLabel* addRow(QWidget* control);
    void chooseText(int index);
    void chooseModel(int index);
    void chooseSize(int index);
    void takeTexts();
    void change();
    void showRecipe();
    void showTexts();
    void showModels();
    void measure();
    void showEstimate();
    void start();
    const ModelInfo* loaded() const;
    void retranslate();
    void applyTheme();

    Laboratory& m_laboratory;
    TrainingRuns& m_runs;
    TrainingRecipe m_recipe;
    std::optional<TrainingEstimate> m_estimate; ///< of the recipe as it stands
    std::optional<Error> m_problem; ///< why there is none
    std::vector<QLabel*> m_names; ///< of the chooser's rows
    widgets::parented_ptr<QSplitter> m_columns;
    widgets::parented_ptr<widgets::Card> m_recipeCard;
    widgets::parented_ptr<QScrollArea> m_scroll;
    widgets::parented_ptr<QWidget> m_chooser;
    widgets::parented_ptr<QGridLayout> m_grid;
    widgets::parented_ptr<QComboBox> m_preset;
    widgets::parented_ptr<QLineEdit> m_name;
    widgets::parented_ptr<QComboBox> m_text;
    widgets::parented_ptr<QComboBox> m_model;
    widgets::parented_ptr<widgets::SegmentedControl> m_size;
    widgets::parented_ptr<QComboBox> m_tokenizer;
    widgets::parented_ptr<QLineEdit> m_prompts;
    widgets::parented_ptr<QLineEdit> m_sentence;
    widgets::parented_ptr<RecipeForm> m_form;
    widgets::parented_ptr<widgets::Card> m_estimateCard;
    widgets::parented_ptr<QLabel> m_numbers;
    widgets::parented_ptr<QPushButton> m_measure;
    widgets::parented_ptr<QPushButton> m_start;
    widgets::parented_ptr<QLabel> m_queueNote;
    widgets::parented_ptr<QLabel> m_watch;
    QTimer m_soon;
    JobQueue m_queue;
    LatestRequest m_estimating{m_queue};
};

} // namespace vitrine::app

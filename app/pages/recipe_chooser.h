#pragma once

#include <QWidget>

#include "app/pages/model_choices.h"
#include "app/workspace/laboratory.h"
#include "app/workspace/recipe_presets.h"
#include "engine/values/error.h"
#include "widgets/common/parented_ptr.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace vitrine::widgets {
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

class RecipeForm;
class WheelGuard;

/// A recipe to be put together: what is learned, from which data, by which model, and how.
class RecipeChooser : public QWidget {
    Q_OBJECT
public:
    RecipeChooser(Laboratory& laboratory, QWidget* parent);

    const TrainingRecipe& recipe() const { return m_recipe; }
    /// `preset`: the one that it is; null for none.
    void setRecipe(const TrainingRecipe& recipe, const RecipePreset* preset = nullptr);
    /// The preset that the recipe is; null where it has been changed since.
    const RecipePreset* preset() const { return m_preset; }
    void usePreset(const RecipePreset& preset);
    bool isUnfolded() const;
    void setUnfolded(bool unfolded);
    /// The model under glass is another one.
    void followModel();

Q_SIGNALS:
    /// The recipe, or only its name and the texts by which a run is watched.
    void changed(bool job);
    void folded();
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    /// A line of the chooser.
    struct Row {
        QLabel* name;
        QWidget* control;
    };

    void build();
    void addRow(QWidget* control, const char* objectName);
    void connectRows();
    void choosePreset(int index);
    void chooseObjective(int index);
    void chooseData(int index);
    void chooseOwnData(int kind);
    void chooseValidation(int index);
    void chooseModel(int index);
    void chooseFolder();
    void useModel(const ModelInfo& info);
    void beginModel(ModelFamily family);
    void takeTexts();
    void change(const RecipePreset* preset = nullptr);
    void show();
    void showData();
    void showValidation();
    void showModels();
    void showTexts();
    std::string language() const;
    const ModelInfo* loaded() const;
    void setShown(QWidget* control, bool shown);
    void retranslate();
    void applyTheme();

    Laboratory& m_laboratory;
    TrainingRecipe m_recipe;
    const RecipePreset* m_preset = nullptr;
    std::vector<ModelChoice> m_choices; ///< as m_model lists them
    std::vector<Row> m_rows;
    widgets::parented_ptr<QGridLayout> m_grid;
    widgets::parented_ptr<QComboBox> m_presets;
    widgets::parented_ptr<QLineEdit> m_name;
    widgets::parented_ptr<QComboBox> m_objective;
    widgets::parented_ptr<QComboBox> m_data;
    widgets::parented_ptr<QComboBox> m_validation;
    widgets::parented_ptr<QComboBox> m_model;
    widgets::parented_ptr<widgets::SegmentedControl> m_size;
    widgets::parented_ptr<QComboBox> m_tokenizer;
    widgets::parented_ptr<QLineEdit> m_prompts;
    widgets::parented_ptr<QLineEdit> m_sentence;
    widgets::parented_ptr<RecipeForm> m_form;
    widgets::parented_ptr<WheelGuard> m_wheelGuard;
};

} // namespace vitrine::app

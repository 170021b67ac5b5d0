#pragma once

#include <QWidget>

#include <vector>

#include "app/pages/recipe_fields.h"
#include "widgets/common/parented_ptr.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QToolButton;

namespace vitrine::app {

/// The settings of a training job, each with what it means. What only some need is folded away;
/// what has no meaning for the job is not there.
class RecipeForm : public QWidget {
    Q_OBJECT
public:
    explicit RecipeForm(QWidget* parent);

    /// Shows a job's settings; emits nothing.
    void setJob(const TrainingJob& job);
    const TrainingJob& job() const { return m_job; }
    bool isUnfolded() const;
    void setUnfolded(bool unfolded);
    /// Lists of names that LoRA's matrices are chosen from; the user may write others.
    void setTargets(const QStringList& suggestions);

Q_SIGNALS:
    /// The user has changed a setting.
    void changed();
    void folded();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        const RecipeField* field;
        QLabel* name;
        QWidget* control;
        QLabel* explanation;
    };

    /// The title of settings that stand together.
    struct Group {
        FieldGroup group;
        QLabel* title;
    };

    void beginGroup(FieldGroup group);
    void addRow(const RecipeField& field);
    QWidget* makeControl(const RecipeField& field);
    QWidget* makeTextControl(const RecipeField& field);
    void take(const RecipeField& field, const QVariant& value);
    void showValues();
    void showRows();
    void retranslate();
    void applyTheme();

    TrainingJob m_job;
    bool m_showing = false; ///< values are being shown: what changes is not the user's
    std::vector<Row> m_rows;
    std::vector<Group> m_groups;
    QComboBox* m_targets = nullptr; ///< of m_rows
    widgets::parented_ptr<QGridLayout> m_grid;
    widgets::parented_ptr<QToolButton> m_more;
};

} // namespace vitrine::app

#pragma once

#include <array>
#include <vector>

#include <QWidget>

#include "widgets/common/parented_ptr.h"
#include "widgets/generation/prompt_template.h"
#include "widgets/generation/prompt_trial.h"

class QAbstractItemModel;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace vitrine::widgets {

class ExampleList;
class PromptTrialModel;
class SegmentedControl;
class ShotColumn;

/// Builds a prompt out of an instruction, solved examples and a query, and shows it without
/// (zero-shot), with one (one-shot) and with all examples (few-shot) side by side: the prompts, or
/// what the model made of each with the probability of every candidate answer; or a table of every
/// number of examples.
class TemplateEditor : public QWidget {
    Q_OBJECT

public:
    explicit TemplateEditor(QWidget* parent);

    PromptTemplate promptTemplate() const;
    /// Does not emit templateChanged.
    void setPromptTemplate(const PromptTemplate& parts);

    /// Trials so far of what is in the form; another view shows them in the prompts' place.
    void setTrials(const std::vector<PromptTrial>& trials);
    void setRunning(bool running);
    /// Of the trials, for export.
    const QAbstractItemModel* table() const;

Q_SIGNALS:
    void templateChanged(const vitrine::widgets::PromptTemplate& parts);
    /// The user wants to continue this prompt.
    void promptChosen(const QString& prompt);
    /// The user wants to see what the model makes of each number of examples.
    void runRequested();
    void stopRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    /// What stands beside the form.
    enum View { Prompts, Answers, ByNumber };

    QWidget* makeForm();
    QWidget* makeViews();
    QWidget* makeColumns();
    QWidget* makeTable();
    void takeChange();
    void showPrompts();
    void showTrials();
    void showView(int view);
    void nameRun();
    void applyTheme();
    void retranslate();

    QWidget* m_form = nullptr; ///< the splitter's
    parented_ptr<QLabel> m_presetLabel;
    parented_ptr<QComboBox> m_presets;
    parented_ptr<QLabel> m_instructionLabel;
    parented_ptr<QPlainTextEdit> m_instruction;
    parented_ptr<QLabel> m_labelsLabel;
    parented_ptr<QLineEdit> m_inputLabel;
    parented_ptr<QLineEdit> m_outputLabel;
    parented_ptr<QLabel> m_examplesLabel;
    parented_ptr<ExampleList> m_examples;
    parented_ptr<QPushButton> m_addExample;
    parented_ptr<QLabel> m_queryLabel;
    parented_ptr<QLineEdit> m_query;
    parented_ptr<QLabel> m_answerLabel;
    parented_ptr<QLineEdit> m_answer;
    parented_ptr<QLabel> m_candidatesLabel;
    parented_ptr<QLineEdit> m_candidates; ///< separated by slashes
    parented_ptr<SegmentedControl> m_viewChoice;
    parented_ptr<QPushButton> m_run;
    parented_ptr<QStackedWidget> m_views;
    std::array<parented_ptr<ShotColumn>, 3> m_columns; ///< zero-, one- and few-shot
    std::vector<PromptTrial> m_shown;
    parented_ptr<QLabel> m_answersHint; ///< while there are no trials
    parented_ptr<QTableView> m_answers;
    parented_ptr<PromptTrialModel> m_trials;
    bool m_running = false;
};

} // namespace vitrine::widgets

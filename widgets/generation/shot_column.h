#pragma once

#include <optional>

#include <QWidget>

#include "widgets/common/parented_ptr.h"
#include "widgets/generation/prompt_trial.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace vitrine::widgets {

class CandidateAnswerModel;
class ElidedLabel;

/// One of the prompts that stand side by side: the prompt itself, or what the model made of it with
/// the probability of every candidate answer.
class ShotColumn : public QWidget {
    Q_OBJECT

public:
    explicit ShotColumn(QWidget* parent);

    /// `title` names the column: "Zero-shot".
    void setPrompt(const QString& title, const QString& prompt);
    /// Empty while the model has not answered.
    void setTrial(const std::optional<PromptTrial>& trial);
    void showAnswers(bool answers);

Q_SIGNALS:
    void promptChosen(const QString& prompt);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makePrompt();
    QWidget* makeAnswers();
    void showTrial();
    void applyTheme();
    void retranslate();

    std::optional<PromptTrial> m_trial;
    parented_ptr<QLabel> m_title;
    parented_ptr<QStackedWidget> m_views;
    parented_ptr<QPlainTextEdit> m_prompt;
    parented_ptr<QPushButton> m_use;
    parented_ptr<ElidedLabel> m_said;
    parented_ptr<QTableView> m_table;
    parented_ptr<CandidateAnswerModel> m_answers;
};

} // namespace vitrine::widgets

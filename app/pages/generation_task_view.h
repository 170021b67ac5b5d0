#pragma once

#include <QWidget>

#include "app/workspace/task_generation.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QSplitter;

namespace vitrine::widgets {
class Card;
class TextTable;
class TokenShading;
} // namespace vitrine::widgets

namespace vitrine::app {

class AttributionCard;

/// Tasks that a model answers in words: dialogue, continuation, summary. The prompt as the model
/// reads it, its answer coloured by surprisal, and what each token of it hangs on.
class GenerationTaskView : public QWidget {
    Q_OBJECT
public:
    GenerationTaskView(TaskGeneration& generation, QWidget* parent);

    void setTask(LensTask task);
    void setInstruction(const QString& instruction);
    QString instruction() const;
    AttributionCard& attribution() { return *m_attribution; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void show();
    void choose(int token);
    void fillTable();
    void retranslate();
    void applyTheme();

    TaskGeneration& m_generation;
    LensTask m_task = LensTask::Continuation;
    widgets::parented_ptr<QLabel> m_instructionLabel;
    widgets::parented_ptr<QLineEdit> m_instruction;
    widgets::parented_ptr<QPushButton> m_run;
    widgets::parented_ptr<QPushButton> m_stop;
    widgets::parented_ptr<QLabel> m_note;
    widgets::parented_ptr<QSplitter> m_rows;
    widgets::parented_ptr<widgets::Card> m_promptCard;
    widgets::parented_ptr<widgets::TokenShading> m_prompt;
    widgets::parented_ptr<widgets::Card> m_answerCard;
    widgets::parented_ptr<widgets::TokenShading> m_answer;
    widgets::parented_ptr<widgets::TextTable> m_table;
    widgets::parented_ptr<AttributionCard> m_attribution;
};

} // namespace vitrine::app

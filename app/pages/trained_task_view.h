#pragma once

#include <QWidget>

#include <string>
#include <vector>

#include "app/workspace/task_solver.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QLineEdit;
class QSplitter;

namespace vitrine::widgets {
class AnswerCurves;
class Card;
class LabelBars;
class SpanText;
class TextTable;
} // namespace vitrine::widgets

namespace vitrine::app {

class AttributionCard;

/// What a model that was trained for a task makes of the text under glass: labels, entities or
/// answers with their probabilities, and what they hang on.
class TrainedTaskView : public QWidget {
    Q_OBJECT
public:
    TrainedTaskView(Workspace& workspace, TaskSolver& solver, QWidget* parent);

    /// Shows the parts that this task has.
    void setTask(LensTask task);
    void setQuestion(const QString& question);
    AttributionCard& attribution() { return *m_attribution; }

Q_SIGNALS:
    void questionChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectParts();
    void clear();
    void showLabels(const std::vector<LabelProbability>& labels);
    void showTags(const TaggedText& tagged);
    void showAnswers(const Answers& answers);
    void showCurves();
    void chooseWord(int word);
    void choosePart(int part);
    void chooseRow(int row);
    void explainRow(int row);
    int colorOf(const std::string& entity) const;
    QString textOf(std::size_t begin, std::size_t end) const;
    void fillTable();
    void retranslate();
    void applyTheme();

    Workspace& m_workspace;
    TaskSolver& m_solver;
    LensTask m_task = LensTask::Classification;
    std::vector<LabelProbability> m_labels; ///< of the text, or of the word looked at
    TaggedText m_tagged;
    Answers m_answers;
    int m_word = -1; ///< among the tagged ones
    widgets::parented_ptr<QWidget> m_questionRow;
    widgets::parented_ptr<QLabel> m_questionLabel;
    widgets::parented_ptr<QLineEdit> m_question;
    widgets::parented_ptr<QSplitter> m_rows;
    widgets::parented_ptr<QSplitter> m_upper;
    widgets::parented_ptr<widgets::Card> m_textCard;
    widgets::parented_ptr<widgets::SpanText> m_text;
    widgets::parented_ptr<widgets::Card> m_barsCard;
    widgets::parented_ptr<widgets::LabelBars> m_bars;
    widgets::parented_ptr<widgets::TextTable> m_table;
    widgets::parented_ptr<QSplitter> m_lower;
    widgets::parented_ptr<widgets::Card> m_curveCard;
    widgets::parented_ptr<widgets::AnswerCurves> m_curves;
    widgets::parented_ptr<AttributionCard> m_attribution;
};

} // namespace vitrine::app

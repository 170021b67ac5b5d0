#pragma once

#include <vector>

#include <QString>
#include <QStringList>

namespace vitrine::widgets {

/// A solved case of a task.
struct PromptExample {
    QString input;
    QString output;
    bool operator==(const PromptExample&) const = default;
};

/// A task put to a language model as a text to continue (Brown et al. 2020, figure 2.1).
struct PromptTemplate {
    QString instruction;
    QString inputLabel; ///< before each input: "Q:", "问："
    QString outputLabel; ///< before each output
    std::vector<PromptExample> examples;
    QString query; ///< the input to be solved
    QString answer{}; ///< its right output; may be empty
    QStringList candidates{}; ///< outputs whose probabilities are compared; may be empty
    bool operator==(const PromptTemplate&) const = default;
};

/// The prompt up to the last output label, with the first `shots` examples.
QString promptWithShots(const PromptTemplate& parts, int shots);
/// Without examples, and with all of them.
QString zeroShotPrompt(const PromptTemplate& parts);
QString fewShotPrompt(const PromptTemplate& parts);
/// An answer as it follows the prompt: with the space that stands between them, if any.
QString answerAfterPrompt(const PromptTemplate& parts, const QString& answer);
/// The candidates, with the right answer first where it is not among them; none without candidates.
QStringList comparedAnswers(const PromptTemplate& parts);

/// A template to start from, in one language.
struct TemplatePreset {
    QString name; ///< in its own language
    PromptTemplate parts;
};

/// English and Chinese ones.
std::vector<TemplatePreset> templatePresets();

} // namespace vitrine::widgets

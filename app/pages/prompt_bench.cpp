#include "app/pages/prompt_bench.h"

#include <QVBoxLayout>

#include <utility>
#include <vector>

#include "app/workspace/laboratory.h"
#include "widgets/generation/template_editor.h"

namespace vitrine::app {

PromptBench::PromptBench(Laboratory& laboratory, QWidget* parent)
    : QWidget(parent), m_laboratory(laboratory),
      m_editor(widgets::makeParented<widgets::TemplateEditor>(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_editor);
    auto& trials = laboratory.promptTrials();
    using widgets::TemplateEditor;
    connect(m_editor, &TemplateEditor::promptChosen, this,
        [this](const QString& prompt) { m_laboratory.workspace().setText(prompt.toStdString()); });
    connect(m_editor, &TemplateEditor::templateChanged, &trials, &PromptTrials::clear);
    connect(m_editor, &TemplateEditor::runRequested, this, &PromptBench::run);
    connect(m_editor, &TemplateEditor::stopRequested, &trials, &PromptTrials::stop);
    connect(&trials, &PromptTrials::changed, this, &PromptBench::follow);
}

void PromptBench::run() {
    const auto parts = m_editor->promptTemplate();
    std::vector<PromptTrial> trials;
    for (int shots = 0; shots <= static_cast<int>(parts.examples.size()); ++shots) {
        PromptTrial trial;
        trial.prompt = widgets::promptWithShots(parts, shots).toStdString();
        trial.answer = widgets::answerAfterPrompt(parts, parts.answer).toStdString();
        for (const auto& answer : widgets::comparedAnswers(parts)) {
            trial.candidates.push_back({widgets::answerAfterPrompt(parts, answer).toStdString()});
        }
        trials.push_back(std::move(trial));
    }
    m_laboratory.promptTrials().run(std::move(trials));
}

void PromptBench::follow() {
    const auto& trials = m_laboratory.promptTrials();
    const auto right = m_editor->promptTemplate().answer;
    std::vector<widgets::PromptTrial> shown;
    for (const auto& trial : trials.done()) {
        // The prompts were asked in the order of their examples, from none.
        widgets::PromptTrial each{static_cast<int>(shown.size()), trial.answerProbability,
            QString::fromStdString(trial.continuation).trimmed()};
        for (const auto& candidate : trial.candidates) {
            const auto text = QString::fromStdString(candidate.text).trimmed();
            each.candidates.push_back(
                {text, candidate.tokens, candidate.logProbability, candidate.share, text == right});
        }
        shown.push_back(std::move(each));
    }
    m_editor->setTrials(shown);
    m_editor->setRunning(trials.isRunning());
}

} // namespace vitrine::app

#include "app/pages/model_choices.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

#include "app/model_text.h"
#include "app/workspace/recipe_presets.h"

namespace vitrine::app {

namespace {

constexpr std::array<std::pair<ModelFamily, const char*>, 5> decoders{{
    {ModelFamily::Gpt2, QT_TRANSLATE_NOOP("ModelChoices", "A new GPT")},
    {ModelFamily::Lstm, QT_TRANSLATE_NOOP("ModelChoices", "A new LSTM")},
    {ModelFamily::Gru, QT_TRANSLATE_NOOP("ModelChoices", "A new GRU")},
    {ModelFamily::Elman, QT_TRANSLATE_NOOP("ModelChoices", "A new simple recurrent network")},
    {ModelFamily::FeedForward, QT_TRANSLATE_NOOP("ModelChoices", "A new feed-forward network")},
}};

QString translated(const char* text) {
    return QCoreApplication::translate("ModelChoices", text);
}

std::vector<ModelChoice> newModels(TrainingObjective objective) {
    TrainingJob job;
    job.objective = objective;
    if (isEncoder(job)) {
        return {{translated(QT_TRANSLATE_NOOP("ModelChoices", "A new BERT"))}};
    }
    std::vector<ModelChoice> choices;
    for (const auto& [family, name] : decoders) {
        choices.push_back({translated(name), family});
    }
    return choices;
}

} // namespace

std::vector<ModelChoice> modelChoices(
    TrainingObjective objective, const ModelInfo* loaded, std::span<const ModelInfo> others) {
    auto choices = newModels(objective);
    if (loaded && suits(*loaded, objective)) {
        const auto name = translated(QT_TRANSLATE_NOOP("ModelChoices", "The loaded model: %1"));
        choices.push_back({name.arg(modelTitle(*loaded)), {}, *loaded});
    }
    for (const auto& info : others) {
        if (suits(info, objective) && !(loaded && loaded->path == info.path)) {
            choices.push_back({modelTitle(info), {}, info});
        }
    }
    return choices;
}

int choiceOf(const TrainingJob& job, const std::vector<ModelChoice>& choices) {
    const auto found = std::ranges::find_if(choices, [&](const ModelChoice& choice) {
        return choice.existing ? choice.existing->path == job.model.folder
                               : job.model.folder.empty() && choice.family == job.model.family;
    });
    return found == choices.end() ? -1 : static_cast<int>(found - choices.begin());
}

} // namespace vitrine::app

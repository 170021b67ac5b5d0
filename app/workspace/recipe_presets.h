#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "app/workspace/run_record.h"
#include "engine/values/expected.h"
#include "engine/values/model_info.h"

namespace vitrine::app {

/// Data that comes with the program, so that training works at the first click.
struct DataAtHand {
    const char* key;
    const char* file; ///< in resources
    const char* name; ///< translated in the context "RecipePresets"
    const char* language;
    /// Whose data it is; NextToken: a text, from which hidden tokens are learned as well.
    TrainingObjective objective;
};

/// Those that an objective can learn from.
std::vector<DataAtHand> dataAtHand(TrainingObjective objective);
std::filesystem::path pathOf(const DataAtHand& data);
QString dataName(const DataAtHand& data);

/// A recipe that shows something in a class, with a sentence that says what to watch.
struct RecipePreset {
    const char* key;
    const char* name; ///< translated in the context "RecipePresets", as the next
    const char* watch;
    TrainingObjective objective;
    const char* language; ///< empty: that of the loaded model
    const char* job; ///< file in resources/data/jobs; empty: the recipe is made here
};

std::span<const RecipePreset> recipePresets();
QString presetName(const RecipePreset& preset);
QString presetWatch(const RecipePreset& preset);
/// The first one of an objective and a language.
const RecipePreset& presetFor(TrainingObjective objective, std::string_view language);
/// `loaded`: the model under glass, with which the preset that fine-tunes begins, and whose
/// language decides on its text; null without one. Errors: those of reading the preset's job file.
Expected<TrainingRecipe> presetRecipe(const RecipePreset& preset, const ModelInfo* loaded);

/// Whether the job's model reads a text from both sides.
bool isEncoder(const TrainingJob& job);
/// Whether a model can be trained for an objective.
bool suits(const ModelInfo& model, TrainingObjective objective);
/// The job with an existing model in the place of the one it has. One that begins anew, as a text
/// is learned, is taken down to few and careful steps.
TrainingJob fineTuning(TrainingJob job, const ModelInfo& model);
/// Lists of matrices that LoRA may change, by the names that transformers has for the architecture,
/// with commas between them.
std::vector<std::string> loraTargets(std::string_view architecture);

/// The texts by which a model of this language is seen to learn.
ProbeTexts probeTexts(TrainingObjective objective, std::string_view language);

enum class ModelSize { Tiny, Small, Medium };
/// The shape of a new model of the family that `shape` names.
ModelShape sized(ModelShape shape, ModelSize size);

} // namespace vitrine::app

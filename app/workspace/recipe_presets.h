#pragma once

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "app/workspace/run_record.h"
#include "engine/values/model_info.h"

namespace vitrine::app {

/// A text that comes with the program, so that training works at the first click.
struct TextAtHand {
    const char* key;
    const char* file; ///< in resources/texts
    const char* name; ///< translated in the context "RecipePresets"
    const char* language;
};

std::span<const TextAtHand> textsAtHand();
std::filesystem::path pathOf(const TextAtHand& text);
QString textName(const TextAtHand& text);

/// A recipe that shows something in a class, with a sentence that says what to watch.
struct RecipePreset {
    const char* key;
    const char* name; ///< translated in the context "RecipePresets", as the next
    const char* watch;
};

std::span<const RecipePreset> recipePresets();
QString presetName(const RecipePreset& preset);
QString presetWatch(const RecipePreset& preset);
/// `loaded`: the model under glass, with which the preset that fine-tunes begins, and whose
/// language decides on its text; null without one.
TrainingRecipe presetRecipe(std::string_view key, const ModelInfo* loaded);

/// The job with a loaded model in the place of a new one.
TrainingJob fineTuning(TrainingJob job, const ModelInfo& loaded);

/// The texts by which a model of this language is seen to learn.
ProbeTexts probeTexts(std::string_view language);

enum class ModelSize { Tiny, Small, Medium };
/// The shape of a new model of the family that `shape` names.
ModelShape sized(ModelShape shape, ModelSize size);

} // namespace vitrine::app

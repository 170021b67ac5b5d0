#pragma once

#include <QJsonObject>

#include <optional>

#include "app/workspace/run_record.h"

namespace vitrine::app {

/// What a recipe holds besides its job: name, prompts, sentence, sampleTokens.
QJsonObject writeRecipeTexts(const TrainingRecipe& recipe);
/// The same into `recipe`; what is missing becomes empty.
void readRecipeTexts(const QJsonObject& json, TrainingRecipe& recipe);

/// A whole recipe: the same, and "job" as a job file has it.
QJsonObject writeRecipe(const TrainingRecipe& recipe);
/// Nothing where the job cannot be read.
std::optional<TrainingRecipe> readRecipe(const QJsonObject& json);

} // namespace vitrine::app

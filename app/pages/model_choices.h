#pragma once

#include <QString>

#include <optional>
#include <span>
#include <vector>

#include "engine/values/model_info.h"
#include "engine/values/training_job.h"

namespace vitrine::app {

/// A model that can be trained: a new one of a family, or one that exists.
struct ModelChoice {
    QString name;
    ModelFamily family = ModelFamily::Gpt2; ///< of a new one
    std::optional<ModelInfo> existing{};
};

/// Those that can be trained for an objective: new ones, the loaded one, and others. `loaded` may
/// be null.
std::vector<ModelChoice> modelChoices(
    TrainingObjective objective, const ModelInfo* loaded, std::span<const ModelInfo> others);

/// The place of a job's model among them; −1 where it is none of them.
int choiceOf(const TrainingJob& job, const std::vector<ModelChoice>& choices);

} // namespace vitrine::app

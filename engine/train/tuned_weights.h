#pragma once

#include <cstdint>

#include "engine/models/language_model.h"
#include "engine/values/expected.h"
#include "engine/values/tuning.h"

namespace vitrine::train {

/// Freezes the weights of a network that `tuning` does not train, and adds those that it brings,
/// drawn from `seed`. Error: OptionInvalid ("layers", more than there are; "targets").
Expected<void> chooseWeights(
    models::LanguageModel& network, const Tuning& tuning, std::uint64_t seed);

/// Of a module's parameters, numbers that are trained.
std::int64_t trainedParameters(const torch::nn::Module& module);

} // namespace vitrine::train

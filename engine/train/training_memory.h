#pragma once

#include <cstdint>

#include "engine/models/language_model.h"
#include "engine/values/training_options.h"

namespace vitrine::train {

/// About how many bytes training takes: weights, gradients and AdamW's two moments in float32, what
/// a forward pass keeps for the backward one (Korthikanti et al. 2022, section 4.1, here with four
/// bytes a value), and the logits with their gradient.
std::int64_t trainingMemory(
    const models::NetworkShape& shape, std::int64_t parameters, const TrainingOptions& options);

} // namespace vitrine::train

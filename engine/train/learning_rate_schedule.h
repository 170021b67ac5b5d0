#pragma once

#include <cstdint>

#include "engine/values/training_options.h"

namespace vitrine::train {

/// Linear warm-up from 0, then down to the minimum at the last step: by half a cosine (Loshchilov &
/// Hutter 2017, without restarts) or in a straight line; or no further change. `step` counts
/// from 1.
double learningRateAt(std::int64_t step, const TrainingOptions& options);

} // namespace vitrine::train

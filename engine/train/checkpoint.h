#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/train/adam_w.h"
#include "engine/train/example_batcher.h"

namespace vitrine::train {

/// Everything that a training run needs to go on as if it had never stopped.
struct Checkpoint {
    std::int64_t step = 0; ///< steps done
    double seconds = 0; ///< spent so far, over all sessions
    ExampleBatcher::Position position; ///< in the training data
    std::optional<double> bestLoss; ///< lowest validation loss so far
    std::int64_t evaluationsSince = 0; ///< the lowest one
    std::vector<NamedTensor> tensors; ///< parameters, moments, random state; contiguous, on the CPU
};

} // namespace vitrine::train

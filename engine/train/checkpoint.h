#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/train/adam_w.h"
#include "engine/train/example_batcher.h"

namespace vitrine::train {

/// What a step came to.
struct StepResult {
    double loss = 0; ///< nats per counted target, mean over its batch
    double gradientNorm = 0; ///< before clipping
};

/// Everything that a training run needs to go on as if it had never stopped.
struct Checkpoint {
    std::int64_t step = 0; ///< steps done
    double seconds = 0; ///< spent so far, over all sessions
    ExampleBatcher::Position position; ///< in the training data
    std::optional<double> bestLoss; ///< lowest validation loss so far
    std::int64_t evaluationsSince = 0; ///< the lowest one
    /// Of the last step, where a stop came before all was measured that was due then.
    std::optional<StepResult> unmeasured;
    std::vector<NamedTensor> tensors; ///< parameters, moments, random state; contiguous, on the CPU
};

} // namespace vitrine::train

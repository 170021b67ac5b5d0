#pragma once

#include <cstdint>

namespace vitrine {

/// What a training job would take, measured on a few of its steps.
struct TrainingEstimate {
    std::int64_t parameters = 0;
    std::int64_t trainingTokens = 0; ///< to be predicted in one epoch
    /// Weights, gradients and the optimiser's two moments, and what a step keeps of a batch for its
    /// gradients: worked out, not measured.
    std::int64_t memoryBytes = 0;
    double tokensPerSecond = 0;
    double seconds = 0; ///< of all steps, and of evaluations of a given length
    bool operator==(const TrainingEstimate&) const = default;
};

} // namespace vitrine

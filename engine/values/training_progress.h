#pragma once

#include <cstdint>
#include <optional>

namespace vitrine {

/// One logged step.
struct TrainingProgress {
    std::int64_t step = 0; ///< from 1
    std::int64_t steps = 0; ///< of the whole job
    double loss = 0; ///< nats per token, mean over the step's batch
    std::optional<double> validationLoss; ///< nats per token, at evaluation steps
    double learningRate = 0;
    double gradientNorm = 0; ///< before clipping
    double tokensPerSecond = 0;
    double seconds = 0; ///< since the job began, over all its sessions
    bool operator==(const TrainingProgress&) const = default;
};

} // namespace vitrine

#include "engine/train/learning_rate_schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrine::train {

double learningRateAt(std::int64_t step, const TrainingOptions& options) {
    if (step < options.warmupSteps) {
        return options.learningRate * static_cast<double>(step)
            / static_cast<double>(options.warmupSteps);
    }
    const auto falling = std::max<std::int64_t>(options.steps - options.warmupSteps, 1);
    const auto progress = std::min(
        static_cast<double>(step - options.warmupSteps) / static_cast<double>(falling), 1.0);
    const double cosine = 0.5 * (1 + std::cos(std::numbers::pi * progress)); // from 1 to 0
    return options.minLearningRate + (options.learningRate - options.minLearningRate) * cosine;
}

} // namespace vitrine::train

#include "engine/train/learning_rate_schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrine::train {

namespace {

/// From 1 to 0 while `progress` goes from 0 to 1.
double remaining(RateSchedule schedule, double progress) {
    switch (schedule) {
    case RateSchedule::Cosine:
        return 0.5 * (1 + std::cos(std::numbers::pi * progress));
    case RateSchedule::Linear:
        return 1 - progress;
    case RateSchedule::Constant:
        break;
    }
    return 1;
}

} // namespace

double learningRateAt(std::int64_t step, const TrainingOptions& options) {
    if (step < options.warmupSteps) {
        return options.learningRate * static_cast<double>(step)
            / static_cast<double>(options.warmupSteps);
    }
    const auto falling = std::max<std::int64_t>(options.steps - options.warmupSteps, 1);
    const auto progress = std::min(
        static_cast<double>(step - options.warmupSteps) / static_cast<double>(falling), 1.0);
    return options.minLearningRate
        + (options.learningRate - options.minLearningRate) * remaining(options.schedule, progress);
}

} // namespace vitrine::train

#pragma once

#include <cstdint>

namespace vitrine {

/// How the learning rate goes from its peak to its minimum; a constant one stays at its peak.
enum class RateSchedule { Cosine, Linear, Constant };

/// How to train. A job file holds these under "training".
struct TrainingOptions {
    std::int64_t steps = 1000; ///< optimiser steps
    int batchSize = 32; ///< examples per forward pass
    int blockLength = 128; ///< tokens per example
    int accumulation = 1; ///< forward passes per optimiser step
    double learningRate = 1e-3; ///< peak
    double minLearningRate = 1e-4; ///< at the last step
    RateSchedule schedule = RateSchedule::Cosine; ///< after the warm-up
    std::int64_t warmupSteps = 100; ///< linear, from 0
    double weightDecay = 0.1; ///< decoupled; matrices only (Loshchilov & Hutter 2019)
    double beta1 = 0.9;
    double beta2 = 0.95;
    double epsilon = 1e-8;
    double clipNorm = 1.0; ///< of the global gradient norm; 0 = off
    double labelSmoothing = 0.0; ///< of the targets, 0 to below 1 (Szegedy et al. 2016)
    double dropout = 0.0; ///< embeddings, attention weights and residuals; 0 = off
    double maskedFraction = 0.15; ///< of the tokens, where masked ones are predicted
    std::int64_t shortEpochs = 0; ///< at the beginning, with short inputs, where masked ones are
    int shortLength = 32; ///< tokens of a short input
    std::uint64_t seed = 1;
    std::int64_t evaluateEvery = 250; ///< steps; 0 = only at the end
    int evaluationBatches = 0; ///< of the validation data, from its start; 0 = all of it
    /// Evaluations without a new lowest validation loss after which the run ends; 0 = never.
    int patience = 0;
    std::int64_t checkpointEvery = 500; ///< steps; 0 = only at the end
    std::int64_t logEvery = 10; ///< steps
    bool bfloat16 = false; ///< products in bfloat16, weights and optimiser in float32

    bool operator==(const TrainingOptions&) const = default;
};

} // namespace vitrine

#pragma once

#include <cstddef>
#include <vector>

#include "engine/values/token_probability.h"

namespace vitrine {

/// The steps that a distribution goes through before a token is drawn, in this order.
enum class LogitProcessorKind { RepetitionPenalty, Temperature, TopK, TopP, MinP };

/// The distribution after one processor.
struct ProcessedDistribution {
    LogitProcessorKind processor = LogitProcessorKind::Temperature;
    std::vector<TokenProbability> candidates; ///< most probable first, renormalised
    std::size_t kept = 0; ///< tokens with a probability above zero
    double entropy = 0; ///< bits
    bool operator==(const ProcessedDistribution&) const = default;
};

/// What the model expects at one position, and what the settings make of it.
struct NextTokenDistribution {
    /// The model's own (temperature 1), most probable first.
    std::vector<TokenProbability> candidates;
    std::size_t vocabularySize = 0;
    double entropy = 0; ///< bits, over the whole vocabulary
    double logSumExp = 0; ///< ln Σ exp(logit): a candidate's probability is exp(logit − logSumExp)
    std::vector<ProcessedDistribution> processed; ///< one for each active processor, in order
    bool operator==(const NextTokenDistribution&) const = default;
};

} // namespace vitrine

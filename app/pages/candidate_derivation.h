#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/values/generation_options.h"
#include "engine/values/next_token_distribution.h"

namespace vitrine::app {

/// One candidate after one setting.
struct DerivationStep {
    LogitProcessorKind processor = LogitProcessorKind::Temperature;
    double probability = 0; ///< 0 when the setting removed it
    int rank = 0; ///< 1 = the most probable; 0 when removed
    std::size_t kept = 0; ///< tokens left
    bool operator==(const DerivationStep&) const = default;
};

/// How a candidate came to its probability, in numbers.
struct CandidateDerivation {
    double logit = 0;
    double logSumExp = 0; ///< ln Σ exp(logit)
    double probability = 0; ///< exp(logit − logSumExp)
    double surprisal = 0; ///< bits
    int rank = 0; ///< 1 = the most probable
    std::vector<DerivationStep> steps; ///< one for each setting that is on
    /// The share of [0, 1) that a draw must hit: probabilities added in order of rank.
    double shareStart = 0;
    double shareEnd = 0;
    bool operator==(const CandidateDerivation&) const = default;
};

/// Nothing if the distribution does not list the token.
std::optional<CandidateDerivation> deriveCandidate(
    const NextTokenDistribution& distribution, TokenId id);

} // namespace vitrine::app

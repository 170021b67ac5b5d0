#pragma once

#include <cstddef>
#include <span>

#include "engine/values/token.h"

namespace vitrine::decoding {

/// What a softmax over logits amounts to, without writing out its probabilities.
struct LogitStatistics {
    double logSumExp = 0; ///< ln Σ exp(logit); −∞ logits take no part
    double entropy = 0; ///< bits
    std::size_t kept = 0; ///< tokens with a logit above −∞

    /// Throws std::runtime_error when a logit is NaN or +∞, or when none is above −∞.
    static LogitStatistics of(std::span<const float> logits);

    double logProbability(float logit) const { return logit - logSumExp; } ///< nats
    double probability(float logit) const;
};

/// 1 for the most probable token; of equally probable ones the smaller id comes first.
int rankOf(TokenId id, std::span<const float> logits);

} // namespace vitrine::decoding

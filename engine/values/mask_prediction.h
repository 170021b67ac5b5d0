#pragma once

#include <vector>

#include "engine/values/token_probability.h"

namespace vitrine {

/// What a model that sees both sides expects at one position.
struct MaskPrediction {
    int position = 0; ///< in the ids
    std::vector<TokenProbability> candidates; ///< most probable first
    double entropy = 0; ///< bits, over the whole vocabulary
    double logSumExp = 0; ///< ln Σ exp(logit): a candidate's probability is exp(logit − logSumExp)
    bool operator==(const MaskPrediction&) const = default;
};

} // namespace vitrine

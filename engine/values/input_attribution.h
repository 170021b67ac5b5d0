#pragma once

#include <vector>

#include "engine/values/token.h"

namespace vitrine {

/// What an answer owes to each token that the model read.
struct InputAttribution {
    std::vector<Token> tokens; ///< special ones included; without offsets
    double score = 0; ///< the logit that is explained; of an answer, those of its two ends added
    /// Gradient × input of each token: what the score would lose, to first order, if the token's
    /// embedding were 0.
    std::vector<double> contributions;
    /// What the places that the answer is read at look at, the mean of a layer's heads
    /// [layer][token].
    std::vector<std::vector<double>> attention;
    bool operator==(const InputAttribution&) const = default;
};

} // namespace vitrine

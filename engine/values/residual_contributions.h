#pragma once

#include <vector>

#include "engine/values/token.h"

namespace vitrine {

/// What one layer adds to a logit.
struct LayerContribution {
    std::vector<double> heads; ///< of each head, through its part of W_O
    double attentionBias = 0; ///< W_O's bias; with the heads: the attention block
    double feedForward = 0;
    bool operator==(const LayerContribution&) const = default;
};

/// A logit as a sum of what each part of the model wrote into the residual stream. The final norm's
/// scale (its division by the standard deviation) is frozen at its value for this position, which
/// makes the norm linear and the sum exact (in bfloat16 and int8 up to the rounding of their
/// products).
struct ResidualContributions {
    int position = 0;
    TokenId token = 0; ///< whose logit it is
    double logit = 0; ///< the sum of all that follows
    double tokenEmbedding = 0;
    double positionEmbedding = 0;
    std::vector<LayerContribution> layers;
    double constant = 0; ///< the final norm's bias and the unembedding's, if any
    bool operator==(const ResidualContributions&) const = default;
};

} // namespace vitrine

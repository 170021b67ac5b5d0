#pragma once

#include "engine/values/token.h"

namespace vitrine {

/// How well the model foresaw one token of a text.
struct ScoredToken {
    Token token;
    bool scored = false; ///< false for a first token with nothing before it
    double logProbability = 0; ///< nats, given everything before it
    double entropy = 0; ///< bits, of the distribution it was taken from
    int rank = 0; ///< 1 = the most probable
    bool operator==(const ScoredToken&) const = default;
};

} // namespace vitrine

#pragma once

#include <string>

#include "engine/values/token.h"

namespace vitrine {

/// A candidate for a position.
struct TokenProbability {
    TokenId id = 0;
    std::string bytes; ///< as in Token
    float probability = 0; ///< 0 to 1
    float logit = 0; ///< before softmax

    bool operator==(const TokenProbability&) const = default;
};

} // namespace vitrine

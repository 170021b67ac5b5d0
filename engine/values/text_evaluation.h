#pragma once

#include <cstdint>

namespace vitrine {

/// How well a model predicts a text.
struct TextEvaluation {
    std::int64_t tokens = 0; ///< tokens scored
    std::int64_t characters = 0; ///< Unicode characters scored
    double crossEntropy = 0; ///< nats per token
    double perplexity = 0; ///< per token: exp(crossEntropy)
    double bitsPerCharacter = 0;
    bool partial = false; ///< interrupted
    bool operator==(const TextEvaluation&) const = default;
};

} // namespace vitrine

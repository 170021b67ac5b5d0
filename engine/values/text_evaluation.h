#pragma once

#include <cstdint>
#include <optional>

namespace vitrine {

/// How well a model predicts a text.
struct TextEvaluation {
    std::int64_t tokens = 0; ///< tokens scored
    std::int64_t characters = 0; ///< Unicode characters scored
    double crossEntropy = 0; ///< nats per token
    double perplexity = 0; ///< per token: exp(crossEntropy)
    double bitsPerCharacter = 0; ///< of a model that continues
    /// Of a model that fills masks: the share of tokens, each hidden once, that it found most
    /// probable.
    std::optional<double> maskedAccuracy;
    /// Of a model that judges next sentences, from texts of two sentences and more: the share of
    /// pairs it judged rightly, of which half belong together.
    std::optional<double> nextSentenceAccuracy;
    bool partial = false; ///< interrupted
    bool operator==(const TextEvaluation&) const = default;
};

} // namespace vitrine

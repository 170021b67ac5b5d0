#pragma once

#include <cstddef>
#include <vector>

#include "engine/values/token.h"

namespace vitrine {

/// Two texts as one input of a model, special tokens included.
struct TextPair {
    std::vector<Token> tokens; ///< with offsets into the text that each comes from
    std::vector<int> segments; ///< of each token: 0, or 1 where the model tells texts apart
    std::size_t secondStart = 0; ///< index of the second text's first token
    std::size_t firstDropped = 0; ///< tokens cut off its end so that both fit the context
    std::size_t secondDropped = 0;
    bool operator==(const TextPair&) const = default;
};

/// Whether one text goes on from another.
struct NextSentence {
    TextPair pair; ///< what the model read
    double probability = 0; ///< that the second text follows the first
    bool operator==(const NextSentence&) const = default;
};

} // namespace vitrine

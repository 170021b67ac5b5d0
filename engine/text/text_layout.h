#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/values/segmented_ids.h"
#include "engine/values/token.h"

namespace vitrine::text {

/// The special tokens around a text, or around and between two that stand together: [CLS] A [SEP],
/// [CLS] A [SEP] B [SEP] (Devlin et al. 2018, section 3), or <s> A </s></s> B </s> of RoBERTa.
struct TextLayout {
    std::vector<TokenId> before; ///< before the text
    std::vector<TokenId> after; ///< after it, or after the second of two
    std::vector<TokenId> between; ///< between two
    int secondSegment = 0; ///< of the second text and of what stands after it

    /// Special tokens with one text and with two.
    std::size_t size() const { return before.size() + after.size(); }
    std::size_t pairSize() const { return size() + between.size(); }

    bool operator==(const TextLayout&) const = default;
    SegmentedIds single(std::span<const TokenId> text) const;
    SegmentedIds pair(std::span<const TokenId> first, std::span<const TokenId> second) const;
};

/// Tokens kept of two texts.
struct PairLengths {
    std::size_t first = 0;
    std::size_t second = 0;
    bool operator==(const PairLengths&) const = default;
};

/// What of two texts fits into `room` tokens when the longer one is cut first, as Hugging Face
/// tokenizers does ("longest_first").
PairLengths longestFirst(PairLengths lengths, std::size_t room);

} // namespace vitrine::text

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/values/token.h"

namespace vitrine {

/// One join of two neighbouring pieces in byte-level BPE, or one match of WordPiece.
struct MergeStep {
    std::vector<std::string> pieces; ///< the pre-token's pieces after this step
    std::size_t position = 0; ///< index in `pieces` of the piece that this step made
    int rank = -1; ///< line of the merge in the merge table, from 0; -1 where there is none
    bool operator==(const MergeStep&) const = default;
};

/// One pre-token (a word, as the tokeniser cuts it) and how it became tokens.
struct PreTokenSteps {
    std::string text; ///< bytes of the normalised text
    std::size_t start = 0; ///< byte offset into the input
    std::size_t end = 0;
    std::vector<std::string> initialPieces; ///< bytes, characters, or the whole word
    std::vector<MergeStep> merges; ///< in the order they are applied
    std::vector<Token> tokens;
    bool operator==(const PreTokenSteps&) const = default;
};

/// The tokeniser at work on one text, for display.
struct TokenizationSteps {
    std::string input;
    std::string normalized;
    std::vector<PreTokenSteps> preTokens;
    std::vector<Token> tokens; ///< the final result, special tokens included
    bool operator==(const TokenizationSteps&) const = default;
};

} // namespace vitrine

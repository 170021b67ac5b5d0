#pragma once

#include <vector>

#include "engine/values/tokenization_steps.h"

namespace vitrine::widgets {

/// Tokenising as a row of moments to step through: the input, the normalised text, the pre-tokens,
/// then each pre-token's merges, matches or places of its lattice one by one, and the tokens.
class MergeTimeline {
public:
    enum class Stage { Input, Normalized, PreTokens, Word, Tokens };
    struct Moment {
        Stage stage = Stage::Input;
        int word = -1; ///< the pre-token at work, at stage Word
        int step = 0; ///< how many of its merges, attempts or places are made
        bool operator==(const Moment&) const = default;
    };

    MergeTimeline() = default;
    explicit MergeTimeline(const TokenizationSteps& steps);

    int count() const { return m_last + 1; }
    Moment at(int position) const;
    /// The position at which a pre-token has not been changed yet.
    int startOfWord(int word) const { return m_wordStarts[static_cast<std::size_t>(word)]; }
    /// Pre-tokens that are tokens at a position.
    int finishedWords(int position) const;

private:
    std::vector<int> m_wordStarts;
    int m_last = 0;
};

} // namespace vitrine::widgets

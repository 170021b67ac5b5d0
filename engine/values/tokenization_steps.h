#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/values/token.h"

namespace vitrine {

/// One join of two neighbouring pieces in BPE.
struct MergeStep {
    std::string piece; ///< bytes of the piece that this step makes
    std::size_t position = 0; ///< index among the pieces of the first of the two that are joined
    int rank = 0; ///< line of the merge in the merge table, from 0
    bool operator==(const MergeStep&) const = default;
};

/// One look into the vocabulary by WordPiece: the longest rest of the word first, then shorter
/// ones.
struct MatchAttempt {
    std::string piece; ///< as the vocabulary would hold it ("##able")
    bool found = false;
    bool operator==(const MatchAttempt&) const = default;
};

/// A piece that may end at some place of a word, for Unigram.
struct LatticePiece {
    std::string piece; ///< its bytes
    double score = 0; ///< log-probability of the piece, nats
    double total = 0; ///< of the best cut of the word up to the piece's end that it ends, nats
    bool operator==(const LatticePiece&) const = default;
};

/// One place of a word that Unigram's search for the best cut reaches, from left to right (Viterbi;
/// Kudo 2018, section 3.2).
struct LatticeStep {
    std::size_t end = 0; ///< where in the word's text the place is
    std::vector<LatticePiece> candidates; ///< pieces that end there; the best total first
    bool operator==(const LatticeStep&) const = default;
};

/// One pre-token (a word, as the tokeniser cuts it) and how it became tokens.
struct PreTokenSteps {
    std::string text; ///< bytes of the normalised text
    std::size_t start = 0; ///< byte offset into the input
    std::size_t end = 0;
    std::vector<std::string> initialPieces; ///< bytes, characters, or the whole word
    std::vector<MergeStep> merges; ///< BPE: in the order they are applied
    std::vector<MatchAttempt> attempts; ///< WordPiece: in the order they are made
    std::vector<LatticeStep> lattice; ///< Unigram: one for each place that a piece ends at
    std::vector<Token> tokens;

    /// The pieces once the first `count` merges are applied.
    std::vector<std::string> piecesAfter(std::size_t count) const {
        auto pieces = initialPieces;
        for (std::size_t i = 0; i < count && i < merges.size(); ++i) {
            const auto joined = pieces.begin() + static_cast<std::ptrdiff_t>(merges[i].position);
            *joined = merges[i].piece;
            pieces.erase(joined + 1);
        }
        return pieces;
    }

    /// Merges, attempts or places of the lattice: a word has one kind of them.
    std::size_t stepCount() const { return merges.size() + attempts.size() + lattice.size(); }

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

#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <queue>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/values/token.h"

namespace vitrine::text {

/// A word of a training text, cut into tokens.
struct CountedWord {
    std::vector<TokenId> pieces;
    std::int64_t count = 0; ///< how often the word occurs
};

/// Two neighbouring tokens.
struct TokenPair {
    TokenId left = 0;
    TokenId right = 0;
    auto operator<=>(const TokenPair&) const = default;
};

/// How often each pair of neighbouring tokens occurs in the words of a text, kept up to date while
/// pairs are joined: a merge costs only the words that it changes.
class PairCounts {
public:
    /// `tokenBytes` by id; they decide between equally frequent pairs.
    PairCounts(std::vector<CountedWord> words, std::vector<std::string> tokenBytes);
    PairCounts(const PairCounts&) = delete;
    PairCounts& operator=(const PairCounts&) = delete;

    /// The most frequent pair, if it occurs at least `minimumCount` times; of equally frequent ones
    /// that with the lexicographically greatest bytes, left before right.
    std::optional<TokenPair> best(std::int64_t minimumCount);
    /// Joins the pair, everywhere from left to right, into `joined`: a known token or the next id.
    void merge(TokenPair pair, TokenId joined);

private:
    struct PairHash {
        std::size_t operator()(TokenPair pair) const;
    };
    /// Where a pair occurs. `words` may name words that have lost it since, or name one twice.
    struct Occurrences {
        std::int64_t count = 0;
        std::vector<std::uint32_t> words;
    };
    struct Candidate {
        std::int64_t count = 0;
        TokenPair pair;
    };
    struct Worse {
        const PairCounts* counts;
        bool operator()(const Candidate& a, const Candidate& b) const;
    };

    const std::string& bytesOf(TokenId id) const {
        return m_tokenBytes[static_cast<std::size_t>(id)];
    }
    void add(TokenPair pair, std::uint32_t word);
    void grow(TokenPair pair, std::uint32_t word);
    void shrink(TokenPair pair, std::uint32_t word);
    void mergeInWord(TokenPair pair, TokenId joined, std::uint32_t word);

    std::vector<CountedWord> m_words;
    std::vector<std::string> m_tokenBytes; ///< by id
    std::unordered_map<TokenPair, Occurrences, PairHash> m_pairs;
    std::vector<TokenPair> m_grown; ///< by the merge under way
    /// Counts in it may be too high, never too low: an outdated one goes back with its count of
    /// now.
    std::priority_queue<Candidate, std::vector<Candidate>, Worse> m_queue;
};

} // namespace vitrine::text

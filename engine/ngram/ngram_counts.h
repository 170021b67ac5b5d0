#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "engine/ngram/ngram_trie.h"
#include "engine/ngram/window_runs.h"
#include "engine/ngram/word_table.h"
#include "engine/values/expected.h"

namespace vitrine::ngram {

/// How often each number of occurrences occurs among the n-grams of one order, before cut-offs.
/// <s>, which nothing predicts, is not among the 1-grams.
struct CountStatistics {
    static constexpr std::size_t Highest = 7;
    std::uint64_t kinds = 0; ///< different n-grams
    std::array<std::uint64_t, Highest + 1> counts{}; ///< [r]: n-grams that occur r times
    std::array<std::uint64_t, Highest + 1> continuations{}; ///< [r]: that follow r different words
    bool operator==(const CountStatistics&) const = default;
};

/// The counts of one order.
struct CountLevel {
    Column<std::uint32_t> counts; ///< occurrences
    /// Different words before it; of one that begins with <s>, its occurrences (Kneser & Ney 1995;
    /// Heafield et al. 2013, section 3). Empty for the highest order.
    Column<std::uint32_t> continuations;
    /// Sum of `continuations` over all that follow it, also of what a cut-off dropped. Empty for
    /// the two highest orders.
    Column<std::uint64_t> followers;
};

/// Every n-gram of a text up to an order, with what all smoothing methods need to know of it.
class NgramCounts {
public:
    /// Sorted 64-bit hashes of the sentences, one for each; nothing where they were too many.
    using SentenceHashes = std::optional<std::vector<std::uint64_t>>;

    NgramCounts(std::shared_ptr<const WordTable> words, NgramUnit unit,
        std::shared_ptr<const NgramTrie> trie, std::vector<CountLevel> levels,
        std::vector<CountStatistics> statistics, std::vector<std::uint32_t> cutoffs,
        SentenceHashes sentences);

    int order() const { return m_trie->order(); }
    NgramUnit unit() const { return m_unit; }
    const std::vector<std::uint32_t>& cutoffs() const { return m_cutoffs; }
    const std::shared_ptr<const WordTable>& words() const { return m_words; }
    const std::shared_ptr<const NgramTrie>& trie() const { return m_trie; }
    const CountStatistics& statistics(int order) const;
    const CountLevel& level(int order) const;

    std::uint32_t count(NgramNode node) const { return level(node.order).counts[node.index]; }
    /// Different words before an n-gram that is shorter than the counted order.
    std::uint32_t continuations(NgramNode node) const {
        return level(node.order).continuations[node.index];
    }
    /// How often any word follows a context, also one that a cut-off dropped.
    std::uint64_t occurrences(NgramNode context) const {
        return context.order == 0 ? m_tokens : count(context);
    }
    /// The sum of continuations() over what follows a context that is shorter than order - 1.
    std::uint64_t followers(NgramNode context) const {
        return context.order == 0 ? m_continuations : level(context.order).followers[context.index];
    }

    std::uint64_t sentences() const { return count({1, WordTable::Begin}); }
    /// Words and ends of sentences.
    std::uint64_t tokens() const { return m_tokens; }
    /// Sentences of the text that are this one (its words without <s> and </s>); nothing where
    /// they were not kept.
    std::optional<std::uint64_t> wholeSentence(std::span<const WordId> words) const;
    const SentenceHashes& sentenceHashes() const { return m_hashes; }

    static std::uint64_t sentenceHash(std::span<const WordId> words);

private:
    std::shared_ptr<const WordTable> m_words;
    NgramUnit m_unit;
    std::shared_ptr<const NgramTrie> m_trie;
    std::vector<CountLevel> m_levels;
    std::vector<CountStatistics> m_statistics;
    std::vector<std::uint32_t> m_cutoffs;
    SentenceHashes m_hashes;
    std::uint64_t m_tokens = 0;
    std::uint64_t m_continuations = 0;
};

} // namespace vitrine::ngram

#pragma once

#include <memory>
#include <span>
#include <vector>

#include "engine/ngram/ngram_trie.h"
#include "engine/ngram/word_table.h"
#include "engine/values/ngram.h"

namespace vitrine::ngram {

/// log10 of the probabilities and back-off weights of one order.
struct BackoffLevel {
    Column<float> log10;
    Column<float> backoffs; ///< empty for the highest order
};

/// A word's log10 probability, and the order of the n-gram that it was found with.
struct WordScore {
    double log10 = 0;
    int order = 0;
    bool operator==(const WordScore&) const = default;
};

/// What an ARPA file holds, ready to be asked: p(w|h) is stored for the n-gram hw, or else is the
/// back-off weight of h times p(w|h') without the first word of h (Katz 1987). Immutable.
class BackoffModel {
public:
    /// The logarithm that stands for a probability of 0, as in ARPA files.
    static constexpr float LogZero = -99;

    BackoffModel(std::shared_ptr<const WordTable> words, std::shared_ptr<const NgramTrie> trie,
        std::vector<BackoffLevel> levels);

    int order() const { return static_cast<int>(m_levels.size()); }
    const WordTable& words() const { return *m_words; }
    const NgramTrie& trie() const { return *m_trie; }
    std::size_t size(int order) const { return m_trie->size(order); }

    /// The context before the first word of a sentence.
    NgramNode start() const { return order() > 1 ? NgramNode{1, WordTable::Begin} : NgramNode{}; }
    /// The longest context of the model that `words` ends with.
    NgramNode contextOf(std::span<const WordId> words) const;
    /// The probability of `word` after `context`, which becomes the context after it.
    WordScore score(NgramNode& context, WordId word) const;
    /// p(w|context) of every word by its number, at double precision; that of <s> is 0.
    std::vector<double> distribution(NgramNode context) const;

    float log10(NgramNode node) const { return level(node.order).log10[node.index]; }
    float backoff(NgramNode context) const { return level(context.order).backoffs[context.index]; }
    /// A sentence's words without <s> and </s>.
    NgramSentenceScore scoreSentence(std::span<const WordId> words) const;

private:
    const BackoffLevel& level(int order) const {
        return m_levels[static_cast<std::size_t>(order - 1)];
    }
    NgramNode contextAfter(NgramNode node) const {
        return node.order < order() ? node : m_trie->suffix(node);
    }

    std::shared_ptr<const WordTable> m_words;
    std::shared_ptr<const NgramTrie> m_trie;
    std::vector<BackoffLevel> m_levels;
};

} // namespace vitrine::ngram

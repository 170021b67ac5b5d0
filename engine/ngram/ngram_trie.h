#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/ngram/column.h"
#include "engine/values/ngram.h"

namespace vitrine::ngram {

/// An n-gram by its order and its place among those of that order; order 0 is the empty context.
struct NgramNode {
    int order = 0;
    std::uint32_t index = 0;
    bool operator==(const NgramNode&) const = default;
};

/// Places [begin, end) of one order.
struct NodeRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t size() const { return end - begin; }
};

/// The n-grams of one order, sorted by their words from the first on.
struct TrieLevel {
    Column<WordId> words; ///< the last word of each
    Column<std::uint32_t> children; ///< where those that begin with it start, and the end
    Column<std::uint32_t> suffixes; ///< the longest n-gram that it ends with; empty for order 1
    Column<std::uint8_t> suffixOrders; ///< its order; empty where that is always one less
};

/// Which n-grams there are, without a number about them: counts and several models share one.
/// A word that follows a context is found by binary search among the context's children, and the
/// shorter context by one step, so that backing off needs no search of its own.
class NgramTrie {
public:
    /// Of levels that have their words and children: the suffixes are found here. Every word is a
    /// 1-gram, at its own number.
    NgramTrie(std::vector<TrieLevel> levels, const ColumnPlace& place);

    int order() const { return static_cast<int>(m_levels.size()); }
    std::size_t size(int order) const { return level(order).words.size(); }
    /// The n-grams that begin with `context`; empty for those of the highest order.
    NodeRange children(NgramNode context) const {
        if (context.order == 0) {
            return {0, static_cast<std::uint32_t>(size(1))};
        }
        if (context.order == order()) {
            return {};
        }
        const auto& starts = level(context.order).children;
        return {starts[context.index], starts[context.index + 1]};
    }
    /// The n-gram of `context` and `word`.
    std::optional<NgramNode> child(NgramNode context, WordId word) const;
    /// Without its first word, and without more where that is no n-gram. Not of order 0.
    NgramNode suffix(NgramNode node) const {
        if (node.order == 1) {
            return {};
        }
        const auto& own = level(node.order);
        const int order = own.suffixOrders.empty() ? node.order - 1 : own.suffixOrders[node.index];
        return {order, own.suffixes[node.index]};
    }
    WordId lastWord(NgramNode node) const { return level(node.order).words[node.index]; }
    /// The n-grams of an order that begin with <s>.
    NodeRange sentenceStarts(int order) const {
        return m_starts[static_cast<std::size_t>(order - 1)];
    }
    bool startsSentence(NgramNode node) const {
        const auto range = sentenceStarts(node.order);
        return node.index >= range.begin && node.index < range.end;
    }
    /// All words of an n-gram.
    std::vector<WordId> words(NgramNode node) const;

    const TrieLevel& level(int order) const {
        return m_levels[static_cast<std::size_t>(order - 1)];
    }

private:
    void findSuffixes(int order, const ColumnPlace& place);

    std::vector<TrieLevel> m_levels;
    std::vector<NodeRange> m_starts; ///< those that begin with <s>, by order from 1
};

} // namespace vitrine::ngram

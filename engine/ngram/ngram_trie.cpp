#include "engine/ngram/ngram_trie.h"

#include <algorithm>
#include <utility>

#include "engine/ngram/word_table.h"

namespace vitrine::ngram {

namespace {

/// The longest n-gram that ends with `word` after a suffix of `context`.
NgramNode suffixOfChild(const NgramTrie& trie, NgramNode context, WordId word) {
    for (auto shorter = trie.suffix(context);; shorter = trie.suffix(shorter)) {
        if (const auto found = trie.child(shorter, word)) {
            return *found;
        }
    }
}

} // namespace

NgramTrie::NgramTrie(std::vector<TrieLevel> levels, const ColumnPlace& place)
    : m_levels(std::move(levels)), m_starts{{WordTable::Begin, WordTable::Begin + 1}} {
    for (int n = 2; n <= order(); ++n) {
        findSuffixes(n, place);
        const auto shorter = m_starts.back();
        const auto& children = level(n - 1).children;
        m_starts.push_back({children[shorter.begin], children[shorter.end]});
    }
}

void NgramTrie::findSuffixes(int order, const ColumnPlace& place) {
    Column<std::uint32_t> suffixes(size(order), place);
    Column<std::uint8_t> orders(size(order), place);
    bool closed = true;
    for (std::uint32_t i = 0; i < size(order - 1); ++i) {
        const NgramNode context{order - 1, i};
        const auto range = children(context);
        for (auto child = range.begin; child < range.end; ++child) {
            const auto found = suffixOfChild(*this, context, lastWord({order, child}));
            suffixes.push_back(found.index);
            orders.push_back(static_cast<std::uint8_t>(found.order));
            closed = closed && found.order == order - 1;
        }
    }
    auto& own = m_levels[static_cast<std::size_t>(order - 1)];
    own.suffixes = std::move(suffixes);
    if (!closed) {
        own.suffixOrders = std::move(orders);
    }
}

std::optional<NgramNode> NgramTrie::child(NgramNode context, WordId word) const {
    if (context.order == 0) {
        return NgramNode{1, word};
    }
    const auto range = children(context);
    if (range.begin == range.end) {
        return std::nullopt;
    }
    const auto* words = level(context.order + 1).words.data();
    const auto* found = std::lower_bound(words + range.begin, words + range.end, word);
    if (found == words + range.end || *found != word) {
        return std::nullopt;
    }
    return NgramNode{context.order + 1, static_cast<std::uint32_t>(found - words)};
}

std::vector<WordId> NgramTrie::words(NgramNode node) const {
    std::vector<WordId> words(static_cast<std::size_t>(node.order));
    for (; node.order > 0; --node.order) {
        words[static_cast<std::size_t>(node.order - 1)] = lastWord(node);
        if (node.order > 1) {
            const auto starts = level(node.order - 1).children.values();
            const auto next = std::ranges::upper_bound(starts, node.index);
            node.index = static_cast<std::uint32_t>(next - starts.begin() - 1);
        }
    }
    return words;
}

} // namespace vitrine::ngram

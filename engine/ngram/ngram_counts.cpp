#include "engine/ngram/ngram_counts.h"

#include <algorithm>
#include <utility>

namespace vitrine::ngram {

NgramCounts::NgramCounts(std::shared_ptr<const WordTable> words, NgramUnit unit,
    std::shared_ptr<const NgramTrie> trie, std::vector<CountLevel> levels,
    std::vector<CountStatistics> statistics, std::vector<std::uint32_t> cutoffs,
    SentenceHashes sentences)
    : m_words(std::move(words)), m_unit(unit), m_trie(std::move(trie)), m_levels(std::move(levels)),
      m_statistics(std::move(statistics)), m_cutoffs(std::move(cutoffs)),
      m_hashes(std::move(sentences)) {
    for (WordId word = WordTable::End; word < m_words->size(); ++word) {
        m_tokens += count({1, word});
        m_continuations += order() > 1 ? continuations({1, word}) : 0;
    }
}

const CountStatistics& NgramCounts::statistics(int order) const {
    return m_statistics[static_cast<std::size_t>(order - 1)];
}

const CountLevel& NgramCounts::level(int order) const {
    return m_levels[static_cast<std::size_t>(order - 1)];
}

std::optional<std::uint64_t> NgramCounts::wholeSentence(std::span<const WordId> words) const {
    if (!m_hashes) {
        return std::nullopt;
    }
    const auto [first, last]
        = std::equal_range(m_hashes->begin(), m_hashes->end(), sentenceHash(words));
    return static_cast<std::uint64_t>(last - first);
}

std::uint64_t NgramCounts::sentenceHash(std::span<const WordId> words) {
    std::uint64_t hash = 0xCBF29CE484222325; // FNV-1a, 64 bits
    for (auto word : words) {
        for (int byte = 0; byte < 4; ++byte, word >>= 8) {
            hash = (hash ^ (word & 0xFF)) * 0x100000001B3;
        }
    }
    return hash;
}

} // namespace vitrine::ngram

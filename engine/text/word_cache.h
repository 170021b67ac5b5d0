#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "engine/values/token.h"

namespace vitrine::text {

/// Remembers, while one text is encoded, where in the output the ids of recent words stand. Each
/// word has one place, which a newer word takes over. Nothing is copied: words are views into the
/// text, and their ids stay in the output.
class WordCache {
public:
    explicit WordCache(std::size_t textSize)
        : m_entries(
            std::bit_ceil(std::clamp(textSize / bytesPerEntry, leastEntries, mostEntries))) { }

    /// Appends the ids of `word` to `ids` if it is remembered; else has `encode()` append them.
    template <typename Encode>
    void append(std::string_view word, std::vector<TokenId>& ids, const Encode& encode) {
        if (word.size() > longestWord) {
            encode();
            return;
        }
        auto& entry = m_entries[std::hash<std::string_view>()(word) & (m_entries.size() - 1)];
        if (entry.word == word) {
            const auto end = ids.size();
            ids.resize(end + entry.count);
            std::copy_n(ids.begin() + static_cast<std::ptrdiff_t>(entry.begin), entry.count,
                ids.begin() + static_cast<std::ptrdiff_t>(end));
            return;
        }
        const auto begin = ids.size();
        encode();
        entry = {word, begin, ids.size() - begin};
    }

private:
    static constexpr std::size_t bytesPerEntry = 16; ///< of text; a guess at new words
    static constexpr std::size_t leastEntries = 16;
    static constexpr std::size_t mostEntries = 1 << 15;
    static constexpr std::size_t longestWord = 48; ///< bytes; longer ones hardly repeat

    struct Entry {
        std::string_view word; ///< empty: free
        std::size_t begin = 0; ///< of its ids in the output
        std::size_t count = 0;
    };
    std::vector<Entry> m_entries;
};

} // namespace vitrine::text

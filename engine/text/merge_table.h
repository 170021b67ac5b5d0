#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/values/token.h"

namespace vitrine::text {

/// One line of a merge table: two neighbouring tokens become one.
struct Merge {
    TokenId left = 0;
    TokenId right = 0;
    TokenId joined = 0;
    bool operator==(const Merge&) const = default;
};

/// The merges of a BPE tokeniser, found by their pair; an open-addressing hash table.
class MergeTable {
public:
    static constexpr std::int32_t noRank = std::numeric_limits<std::int32_t>::max();

    /// A merge's rank is its index; of merges of the same pair the last one counts, as in Hugging
    /// Face tokenizers.
    explicit MergeTable(std::vector<Merge> merges);

    /// noRank where the two do not merge.
    std::int32_t rankOf(TokenId left, TokenId right) const {
        const auto key = keyOf(left, right);
        for (auto slot = slotOf(key);; slot = (slot + 1) & (m_slots.size() - 1)) {
            if (m_slots[slot].key == key || m_slots[slot].key == noKey) {
                return m_slots[slot].rank;
            }
        }
    }
    TokenId joined(std::int32_t rank) const {
        return m_merges[static_cast<std::size_t>(rank)].joined;
    }
    const std::vector<Merge>& merges() const { return m_merges; }

private:
    static constexpr std::uint64_t noKey = std::numeric_limits<std::uint64_t>::max();
    struct Slot {
        std::uint64_t key = noKey;
        std::int32_t rank = noRank;
    };

    static std::uint64_t keyOf(TokenId left, TokenId right) {
        return static_cast<std::uint64_t>(left) << 32 | static_cast<std::uint32_t>(right);
    }
    std::size_t slotOf(std::uint64_t key) const {
        constexpr std::uint64_t goldenRatio = 0x9E3779B97F4A7C15; // Fibonacci hashing
        return static_cast<std::size_t>(key * goldenRatio >> m_shift);
    }

    std::vector<Merge> m_merges;
    int m_shift; ///< leaves as many bits as index the slots
    std::vector<Slot> m_slots; ///< a power of two, at most half full
};

} // namespace vitrine::text

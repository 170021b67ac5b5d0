#include "engine/text/merge_table.h"

#include <bit>

namespace vitrine::text {

namespace {

/// Bits that index a table of at least two slots for each merge, so that a search soon ends.
int indexBits(std::size_t merges) {
    return std::bit_width(2 * merges + 1);
}

} // namespace

MergeTable::MergeTable(std::vector<Merge> merges)
    : m_merges(std::move(merges)), m_shift(64 - indexBits(m_merges.size())),
      m_slots(std::size_t{1} << indexBits(m_merges.size())) {
    for (std::size_t rank = 0; rank < m_merges.size(); ++rank) {
        const auto key = keyOf(m_merges[rank].left, m_merges[rank].right);
        auto slot = slotOf(key);
        while (m_slots[slot].key != key && m_slots[slot].key != noKey) {
            slot = (slot + 1) & (m_slots.size() - 1);
        }
        m_slots[slot] = {key, static_cast<std::int32_t>(rank)};
    }
}

} // namespace vitrine::text

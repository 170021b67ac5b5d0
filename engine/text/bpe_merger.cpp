#include "engine/text/bpe_merger.h"

#include <algorithm>
#include <functional>

namespace vitrine::text {

namespace {

/// Counts which of n things are gone, in O(log n) (Fenwick 1994): tells where a piece stands among
/// those that are left.
class GoneCounter {
public:
    explicit GoneCounter(std::size_t count) : m_sums(count + 1) { }
    void remove(std::size_t index) {
        for (auto i = index + 1; i < m_sums.size(); i += i & (~i + 1)) {
            ++m_sums[i];
        }
    }
    std::size_t goneBefore(std::size_t index) const {
        std::size_t gone = 0;
        for (auto i = index; i > 0; i &= i - 1) {
            gone += m_sums[i];
        }
        return gone;
    }

private:
    std::vector<std::size_t> m_sums;
};

} // namespace

void BpeMerger::load(std::span<const TokenId> pieces) {
    const auto count = static_cast<std::int32_t>(pieces.size());
    m_pieces.clear();
    m_heap.clear();
    for (std::int32_t i = 0; i < count; ++i) {
        m_pieces.push_back({pieces[static_cast<std::size_t>(i)], i - 1,
            i + 1 < count ? i + 1 : none, MergeTable::noRank});
    }
}

void BpeMerger::queue(std::int32_t position) {
    auto& piece = m_pieces[static_cast<std::size_t>(position)];
    piece.rank = piece.next == none
        ? MergeTable::noRank
        : m_table.rankOf(piece.id, m_pieces[static_cast<std::size_t>(piece.next)].id);
    if (piece.rank != MergeTable::noRank) {
        m_heap.push_back(
            static_cast<std::uint64_t>(piece.rank) << 32 | static_cast<std::uint32_t>(position));
        std::push_heap(m_heap.begin(), m_heap.end(), std::greater<>());
    }
}

void BpeMerger::join(std::int32_t position) {
    auto& piece = m_pieces[static_cast<std::size_t>(position)];
    auto& taken = m_pieces[static_cast<std::size_t>(piece.next)];
    piece.id = m_table.joined(piece.rank);
    piece.next = taken.next;
    taken.rank = MergeTable::noRank;
    if (piece.next != none) {
        m_pieces[static_cast<std::size_t>(piece.next)].previous = position;
    }
    queue(position);
    if (piece.previous != none) {
        queue(piece.previous);
    }
}

void BpeMerger::merge(
    std::span<const TokenId> pieces, std::vector<TokenId>& ids, std::vector<Step>* steps) {
    load(pieces);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        queue(static_cast<std::int32_t>(i));
    }
    while (!m_heap.empty()) {
        std::pop_heap(m_heap.begin(), m_heap.end(), std::greater<>());
        const auto rank = static_cast<std::int32_t>(m_heap.back() >> 32);
        const auto position = static_cast<std::int32_t>(m_heap.back() & 0xFFFFFFFF);
        m_heap.pop_back();
        const auto& piece = m_pieces[static_cast<std::size_t>(position)];
        if (piece.rank != rank) {
            continue; // one of the two has merged with another piece since
        }
        if (steps) {
            steps->push_back({position, piece.next, rank});
        }
        join(position);
    }
    for (std::int32_t i = pieces.empty() ? none : 0; i != none;
         i = m_pieces[static_cast<std::size_t>(i)].next) {
        ids.push_back(m_pieces[static_cast<std::size_t>(i)].id);
    }
}

std::vector<MergeStep> shownMerges(std::span<const BpeMerger::Step> steps, std::size_t pieces,
    const MergeTable& table, const std::function<std::string(TokenId)>& bytesOf) {
    std::vector<MergeStep> merges;
    GoneCounter gone(pieces);
    for (const auto& step : steps) {
        const auto first = static_cast<std::size_t>(step.first);
        merges.push_back(
            {bytesOf(table.joined(step.rank)), first - gone.goneBefore(first), step.rank});
        gone.remove(static_cast<std::size_t>(step.second));
    }
    return merges;
}

} // namespace vitrine::text

#include "engine/text/bpe_merger.h"

#include <algorithm>
#include <functional>

namespace vitrine::text {

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

} // namespace vitrine::text

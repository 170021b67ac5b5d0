#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/text/merge_table.h"
#include "engine/values/tokenization_steps.h"

namespace vitrine::text {

/// Applies merges to one word after another: always the pair of lowest rank, the leftmost of equal
/// ones (Sennrich et al. 2016, section 3.2). The pieces form a linked list and the pairs a heap, so
/// a word of n pieces takes O(n log n). Keeps its memory from word to word; one thread at a time.
class BpeMerger {
public:
    explicit BpeMerger(const MergeTable& table) : m_table(table) { }

    /// A merge as it happened: the piece that began at `first` took in the one that began at
    /// `second`, both being indices into the word's initial pieces.
    struct Step {
        std::int32_t first = 0;
        std::int32_t second = 0;
        std::int32_t rank = 0;
    };

    /// Appends what is left of `pieces` when nothing merges any more to `ids`. Where `steps` is not
    /// null, each merge is appended to it.
    void merge(std::span<const TokenId> pieces, std::vector<TokenId>& ids,
        std::vector<Step>* steps = nullptr);

private:
    static constexpr std::int32_t none = -1;
    struct Piece {
        TokenId id = 0;
        std::int32_t previous = none;
        std::int32_t next = none;
        std::int32_t rank = MergeTable::noRank; ///< of its merge with the next piece
    };

    void load(std::span<const TokenId> pieces);
    void join(std::int32_t position);
    /// Looks up the merge of a piece with its next one and queues it.
    void queue(std::int32_t position);

    const MergeTable& m_table;
    std::vector<Piece> m_pieces;
    std::vector<std::uint64_t>
        m_heap; ///< rank << 32 | position; stale where the piece's rank differs
};

/// The merges of a word that began as `pieces` pieces, for display; `bytesOf` gives a token's
/// bytes.
std::vector<MergeStep> shownMerges(std::span<const BpeMerger::Step> steps, std::size_t pieces,
    const MergeTable& table, const std::function<std::string(TokenId)>& bytesOf);

} // namespace vitrine::text

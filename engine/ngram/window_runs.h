#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <vector>

#include "engine/ngram/column.h"
#include "engine/ngram/window_sorter.h"
#include "engine/values/expected.h"

namespace vitrine::ngram {

/// Windows of a text that may be larger than memory: sorted block by block, each block put on disk
/// but the last, and merged when they are read (Knuth, The Art of Computer Programming 3, 5.4).
class WindowRuns {
public:
    explicit WindowRuns(NgramCounting counting);

    /// One sentence from <s> to </s>. Errors: OutOfMemory where the disk has no room.
    Expected<void> add(std::span<const WordId> sentence);
    /// All windows in the order of their words. May be called more than once.
    /// Errors: Interrupted, OutOfMemory.
    Expected<void> forEach(const WindowFunction& onWindow, const std::stop_token& stop);

    std::size_t tokens() const { return m_total; }

private:
    void spill();

    NgramCounting m_counting;
    std::size_t m_blockTokens;
    std::vector<WordId> m_block;
    std::vector<Column<Window>> m_runs; ///< each sorted
    std::optional<WindowSorter> m_sorted; ///< of the only block
    std::size_t m_total = 0;
};

} // namespace vitrine::ngram

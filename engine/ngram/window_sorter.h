#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "engine/values/ngram.h"

namespace vitrine::ngram {

/// An n-gram of the counted order, or a shorter one that ends its sentence, and how often it
/// occurs. The windows of a text are those that start at each of its units.
struct Window {
    std::array<WordId, MaximumNgramOrder> words{}; ///< zeros after the end of a sentence
    std::uint32_t count = 0;
};

/// Receives windows in the order of their words, no two alike.
using WindowFunction = std::function<void(const Window&)>;

/// Sorts the windows of sentences that lie one behind the other, each from <s> to </s>.
class WindowSorter {
public:
    /// `tokens` ends with </s> and outlives the sorter.
    WindowSorter(std::span<const WordId> tokens, int order);

    void forEach(const WindowFunction& onWindow) const;

private:
    struct Start {
        std::uint64_t key; ///< two words of the window
        std::uint32_t position; ///< where the window starts
    };
    void sort(std::span<Start> starts, int depth);
    std::uint64_t keyAt(std::size_t position) const;
    Window windowAt(std::uint32_t position) const;

    std::span<const WordId> m_tokens;
    int m_order;
    std::vector<Start> m_starts;
};

} // namespace vitrine::ngram

#include "engine/ngram/window_sorter.h"

#include <algorithm>

#include "engine/ngram/word_table.h"

namespace vitrine::ngram {

namespace {

constexpr int WordBits = 32;
constexpr int WordsPerKey = 2;

/// Whether a window that holds these two words ends with them.
bool endsSentence(std::uint64_t key) {
    const auto second = static_cast<WordId>(key);
    return second == 0 || second == WordTable::End;
}

} // namespace

WindowSorter::WindowSorter(std::span<const WordId> tokens, int order)
    : m_tokens(tokens), m_order(order), m_starts(tokens.size()) {
    for (std::uint32_t i = 0; i < m_starts.size(); ++i) {
        m_starts[i].position = i;
    }
    sort(m_starts, 0);
}

std::uint64_t WindowSorter::keyAt(std::size_t position) const {
    const auto first = m_tokens[position];
    const auto second = first == WordTable::End ? 0 : m_tokens[position + 1];
    return std::uint64_t{first} << WordBits | second;
}

/// Sorts by two words at a time; those that agree so far by the next two. Nothing is read behind
/// the end of a sentence.
void WindowSorter::sort(std::span<Start> starts, int depth) {
    const bool oneWordLeft = depth + 1 == m_order;
    for (auto& start : starts) {
        start.key = keyAt(start.position + static_cast<std::size_t>(depth));
        if (oneWordLeft) {
            start.key &= ~std::uint64_t{0} << WordBits;
        }
    }
    std::ranges::sort(starts, {}, &Start::key);
    if (depth + WordsPerKey >= m_order) {
        return;
    }
    for (auto begin = starts.begin(); begin != starts.end();) {
        const auto end = std::find_if(
            begin, starts.end(), [&](const Start& start) { return start.key != begin->key; });
        if (end - begin > 1 && !endsSentence(begin->key)) {
            sort({begin, end}, depth + WordsPerKey);
        }
        begin = end;
    }
}

Window WindowSorter::windowAt(std::uint32_t position) const {
    Window window{.count = 1};
    for (std::size_t i = 0; i < static_cast<std::size_t>(m_order); ++i) {
        window.words[i] = m_tokens[position + i];
        if (window.words[i] == WordTable::End) {
            break;
        }
    }
    return window;
}

void WindowSorter::forEach(const WindowFunction& onWindow) const {
    Window open;
    for (const auto& start : m_starts) {
        const auto window = windowAt(start.position);
        if (open.count > 0 && window.words == open.words) {
            ++open.count;
            continue;
        }
        if (open.count > 0) {
            onWindow(open);
        }
        open = window;
    }
    if (open.count > 0) {
        onWindow(open);
    }
}

} // namespace vitrine::ngram

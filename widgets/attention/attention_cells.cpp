#include "widgets/attention/attention_cells.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "widgets/common/token_text.h"

namespace vitrine::widgets {

namespace {

int entryOf(const std::vector<AttentionEntry>& entries, int token) {
    const auto found = std::ranges::lower_bound(entries, token, {}, &AttentionEntry::last);
    return found != entries.end() && found->first <= token
        ? static_cast<int>(found - entries.begin())
        : -1;
}

QString textOf(const std::vector<Token>& tokens, int first, int last) {
    if (first == last)
        return tokenText(tokens[static_cast<std::size_t>(first)]);
    QString text;
    std::string bytes; // of neighbours, which may hold parts of one character
    for (int i = first; i <= last; ++i) {
        const Token& token = tokens[static_cast<std::size_t>(i)];
        if (token.bytes.empty()) // a mask shows its name
            text += tokenText(std::exchange(bytes, {})) + tokenText(token);
        bytes += token.bytes;
    }
    return text + tokenText(bytes);
}

/// Words, or single tokens, without those that are hidden.
std::vector<AttentionEntry> entriesOf(
    const std::vector<Token>& tokens, const AttentionArrangement& how) {
    const int count = static_cast<int>(tokens.size());
    std::vector<AttentionEntry> entries;
    auto word = how.wordStarts.begin();
    for (int first = 0; first < count;) {
        word = std::upper_bound(word, how.wordStarts.end(), first);
        const int next = how.wordStarts.empty() ? first + 1
            : word == how.wordStarts.end()      ? count
                                                : *word;
        const bool hidden = (how.hideFirst && first == 0)
            || (how.hideSpecial && tokens[static_cast<std::size_t>(first)].special);
        // The first token is hidden alone, also where it begins a longer word.
        const int end = how.hideFirst && first == 0 ? 1 : next;
        if (!hidden)
            entries.push_back({textOf(tokens, first, end - 1), first, end - 1});
        first = end;
    }
    return entries;
}

/// The mean over the queries of a row's entry and the sum over the keys of each column's.
void fillRow(const AttentionMap& map, const AttentionEntry& query,
    const std::vector<AttentionEntry>& keys, float* row) {
    for (int token = query.first; token <= query.last; ++token) {
        for (std::size_t column = 0; column < keys.size(); ++column) {
            for (int key = keys[column].first; key <= keys[column].last; ++key)
                row[column] += map.at(token, key);
        }
    }
    const auto tokens = static_cast<float>(query.last - query.first + 1);
    std::for_each_n(row, keys.size(), [tokens](float& value) { value /= tokens; });
}

std::vector<int> bordersOf(
    const std::vector<AttentionEntry>& entries, const std::vector<int>& segments) {
    std::vector<int> borders;
    for (std::size_t i = 1; i < entries.size() && !segments.empty(); ++i) {
        const auto segment = [&](std::size_t entry) {
            return segments[static_cast<std::size_t>(entries[entry].first)];
        };
        if (segment(i) != segment(i - 1))
            borders.push_back(static_cast<int>(i));
    }
    return borders;
}

/// Entries of which every pair is forbidden.
std::vector<std::pair<int, int>> forbiddenEntries(
    const AttentionMap& map, const AttentionCells& cells) {
    std::vector<std::pair<int, int>> pairs;
    for (const auto& [query, key] : map.forbidden) {
        const int row = cells.queryOf(query);
        const int column = cells.keyOf(key);
        if (row >= 0 && column >= 0)
            pairs.emplace_back(row, column);
    }
    std::ranges::sort(pairs);
    std::vector<std::pair<int, int>> whole;
    for (auto first = pairs.begin(); first != pairs.end();) {
        const auto end = std::ranges::upper_bound(first, pairs.end(), *first);
        const AttentionEntry& query = cells.queries[static_cast<std::size_t>(first->first)];
        const AttentionEntry& key = cells.keys[static_cast<std::size_t>(first->second)];
        if (end - first
            == std::ptrdiff_t{query.last - query.first + 1} * (key.last - key.first + 1))
            whole.push_back(*first);
        first = end;
    }
    return whole;
}

} // namespace

AttentionCells::Visibility AttentionCells::visibility(int query, int key) const {
    const bool later
        = keys[static_cast<std::size_t>(key)].first > queries[static_cast<std::size_t>(query)].last;
    if (causal && later)
        return Visibility::Causal;
    return std::ranges::binary_search(forbidden, std::pair(query, key)) ? Visibility::Forbidden
                                                                        : Visibility::Visible;
}

int AttentionCells::queryOf(int token) const {
    return entryOf(queries, token);
}

int AttentionCells::keyOf(int token) const {
    return entryOf(keys, token);
}

AttentionCells arrangeAttention(
    const AttentionMap& map, const std::vector<Token>& tokens, const AttentionArrangement& how) {
    assert(map.queries == static_cast<int>(tokens.size()) && map.keys == map.queries);
    AttentionCells cells;
    cells.queries = entriesOf(tokens, how);
    cells.keys = cells.queries;
    cells.causal = map.causal;
    cells.borders = bordersOf(cells.queries, how.segments);
    cells.forbidden = forbiddenEntries(map, cells);
    cells.values.resize(cells.queries.size() * cells.keys.size());
    for (std::size_t row = 0; row < cells.queries.size(); ++row)
        fillRow(map, cells.queries[row], cells.keys, cells.values.data() + row * cells.keys.size());
    return cells;
}

AttentionCells attentionDifference(const AttentionCells& before, const AttentionCells& after) {
    assert(before.queries == after.queries && before.keys == after.keys);
    AttentionCells cells = after;
    cells.difference = true;
    cells.forbidden.clear(); // of one of the two alone: there the difference shows
    std::ranges::transform(after.values, before.values, cells.values.begin(),
        [](float now, float then) { return now - then; });
    return cells;
}

} // namespace vitrine::widgets

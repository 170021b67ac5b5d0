#pragma once

#include <utility>
#include <vector>

#include <QString>

#include "engine/values/attention_map.h"
#include "engine/values/token.h"

namespace vitrine::widgets {

/// One row or column of a drawn map: a token, or the tokens of a word.
struct AttentionEntry {
    QString text;
    int first = 0; ///< token
    int last = 0; ///< token, inclusive
    bool operator==(const AttentionEntry&) const = default;
};

/// What a view draws of an attention map: tokens hidden or merged, or two maps compared.
struct AttentionCells {
    enum class Visibility { Visible, Causal, Forbidden };

    std::vector<AttentionEntry> queries;
    std::vector<AttentionEntry> keys;
    std::vector<float> values; ///< [query, key]: weights, or differences of weights
    bool causal = false; ///< a query sees no key after itself
    std::vector<std::pair<int, int>> forbidden; ///< (query, key) entries, sorted
    std::vector<int> borders; ///< queries that begin another segment
    bool difference = false; ///< values from −1 to 1

    int rows() const { return static_cast<int>(queries.size()); }
    int columns() const { return static_cast<int>(keys.size()); }
    float at(int query, int key) const {
        return values[static_cast<std::size_t>(query) * keys.size()
            + static_cast<std::size_t>(key)];
    }
    Visibility visibility(int query, int key) const;
    /// The entry that holds a token; -1 where it is hidden.
    int queryOf(int token) const;
    int keyOf(int token) const;
    bool operator==(const AttentionCells&) const = default;
};

/// How a map is made ready for drawing.
struct AttentionArrangement {
    /// First token of each word: rows then are means over a word's queries and columns sums over
    /// its keys, so that rows still sum to 1. Empty: every token apart.
    std::vector<int> wordStarts;
    std::vector<int> segments; ///< of each token; may be empty
    bool hideSpecial = false;
    bool hideFirst = false;
    bool operator==(const AttentionArrangement&) const = default;
};

/// `tokens` are the queries and the keys of the map.
AttentionCells arrangeAttention(
    const AttentionMap& map, const std::vector<Token>& tokens, const AttentionArrangement& how);

/// `after` − `before`, which have the same entries.
AttentionCells attentionDifference(const AttentionCells& before, const AttentionCells& after);

} // namespace vitrine::widgets

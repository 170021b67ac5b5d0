#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace vitrine {

/// Attention weights (after the softmax) of one head, or of several averaged.
struct AttentionMap {
    int queries = 0;
    int keys = 0;
    std::vector<float> weights; ///< [query, key], row after row; each row sums to 1
    bool causal = false; ///< a query sees no key after itself
    /// (query, key) pairs that an intervention forbids, beside those that are not causal.
    std::vector<std::pair<int, int>> forbidden;

    float at(int query, int key) const {
        return weights[static_cast<std::size_t>(query) * static_cast<std::size_t>(keys)
            + static_cast<std::size_t>(key)];
    }
    bool operator==(const AttentionMap&) const = default;
};

} // namespace vitrine

#pragma once

#include <torch/torch.h>

#include "engine/nn/inspection.h"
#include "engine/nn/query_range.h"

namespace vitrine::nn {

/// Queries, keys and values of all heads of a layer.
struct QueriesKeysValues {
    torch::Tensor q; ///< [batch, heads, query, headDim]
    /// [batch, keyValueHeads, key, headDim]: as many heads, or fewer, each of which serves as many
    /// neighbours as the others.
    torch::Tensor k;
    torch::Tensor v; ///< as k
};

/// Who may look at whom, besides what an inspection edits.
struct AttentionMask {
    bool causal = false; ///< a query sees no key after itself
    std::int64_t window = 0; ///< keys that a causal query sees, itself the last; 0: all before it
    /// [batch, 1, key], false where a key is padding; undefined when there is none.
    torch::Tensor visibleKeys;
};

/// Keys or values [batch, keyValueHeads, key, headDim], each as often as it serves one of `heads`.
torch::Tensor forEachHead(const torch::Tensor& shared, std::int64_t heads);

/// q kᵀ ÷ √headDim: [.., query, key].
torch::Tensor attentionScores(const torch::Tensor& q, const torch::Tensor& k);

/// True where one of these queries may look at one of the first `keys` keys: [query, key], or
/// [batch, query, key] with padding; undefined where every query sees all of them.
torch::Tensor visibility(
    const AttentionMask& mask, QueryRange queries, std::int64_t keys, torch::Device device);

/// Softmax over the visible keys; `visible` broadcasts to the scores or is undefined. A query that
/// sees nothing has weights of 0.
torch::Tensor attentionWeights(const torch::Tensor& scores, const torch::Tensor& visible);

/// Scaled dot-product attention (Vaswani et al. 2017, section 3.2.1): softmax(q kᵀ ÷ √headDim) v,
/// [batch, heads, query, headDim]. `dropout` is that of the weights, 0 outside training.
/// Where there are fewer queries than keys, they are the last; mask edits take all of them.
torch::Tensor attend(QueriesKeysValues heads, const AttentionMask& mask, double dropout,
    std::int64_t layer, Inspection* inspection);

} // namespace vitrine::nn

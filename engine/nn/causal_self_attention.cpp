#include "engine/nn/causal_self_attention.h"

#include <cmath>

namespace vitrine::nn {

namespace {

/// The textbook computation, kept whole so that its weights can be looked at.
/// q [batch, heads, query, headDim], k and v [batch, heads, key, headDim];
/// `visible` [query, key] is true where a query may look. Weights are dropped out after they are
/// kept.
struct AttentionResult {
    torch::Tensor context; // [batch, heads, query, headDim]
    torch::Tensor weights; // [batch, heads, query, key]
};
AttentionResult plainAttention(const torch::Tensor& q, const torch::Tensor& k,
    const torch::Tensor& v, const torch::Tensor& visible, double dropout) {
    auto scores = torch::matmul(q, k.transpose(-2, -1))
        / std::sqrt(static_cast<double>(q.size(-1))); // [batch, heads, query, key]
    scores = scores.masked_fill(visible.logical_not(), -INFINITY);
    const auto weights = torch::softmax(scores, /*dim=*/-1);
    const auto used = torch::dropout(weights, dropout, /*train=*/dropout > 0);
    return {torch::matmul(used, v), weights};
}

/// Query i of `queries` stands at position keys − queries + i and sees no later key.
torch::Tensor causalMask(std::int64_t queries, std::int64_t keys, torch::Device device) {
    return torch::ones({queries, keys}, torch::dtype(torch::kBool).device(device))
        .tril(/*diagonal=*/keys - queries);
}

} // namespace

CausalSelfAttentionImpl::CausalSelfAttentionImpl(
    std::int64_t modelWidth, std::int64_t heads, double dropout)
    : queryKeyValue(register_module("queryKeyValue", Linear(modelWidth, 3 * modelWidth))),
      output(register_module("output", Linear(modelWidth, modelWidth))), m_heads(heads),
      m_dropout(dropout) {
}

torch::Tensor CausalSelfAttentionImpl::forward(
    const torch::Tensor& x, std::int64_t layer, KvCache* cache, Capture* capture) {
    const auto batch = x.size(0);
    const auto positions = x.size(1);
    const auto width = x.size(2);
    const auto split = queryKeyValue(x)
                           .view({batch, positions, 3, m_heads, width / m_heads})
                           .permute({2, 0, 3, 1, 4}); // [3, batch, heads, position, headDim]
    const auto q = split[0];
    auto k = split[1];
    auto v = split[2];
    if (cache) {
        std::tie(k, v) = cache->append(layer, k, v); // [batch, heads, key, headDim]
    }

    const double dropout = is_training() ? m_dropout : 0.0;
    const bool wantWeights = capture && capture->wantAttention;
    torch::Tensor context; // [batch, heads, query, headDim]
    // On a CPU the fused kernel is slow backwards: 24 ms against 8 for 16 × 128 positions, 4 heads
    // of 64, bfloat16, two threads.
    if (wantWeights || (is_training() && x.is_cpu())) {
        auto result
            = plainAttention(q, k, v, causalMask(positions, k.size(2), x.device()), dropout);
        if (wantWeights) {
            capture->attention.push_back(result.weights);
        }
        context = result.context;
    } else {
        // The same computation without the weights in memory. A single query sees every key, and
        // the fused kernel's own causal mask fits where queries and keys start together.
        const bool together = positions == k.size(2);
        std::optional<torch::Tensor> mask;
        if (!together && positions > 1) {
            mask = causalMask(positions, k.size(2), x.device());
        }
        context = torch::scaled_dot_product_attention(q, k, v, mask,
            /*dropout_p=*/dropout, /*is_causal=*/together && positions > 1);
    }
    return output(context.transpose(1, 2).reshape({batch, positions, width}));
}

} // namespace vitrine::nn

#include "engine/nn/causal_self_attention.h"

#include "engine/nn/attention.h"

namespace vitrine::nn {

CausalSelfAttentionImpl::CausalSelfAttentionImpl(
    std::int64_t modelWidth, std::int64_t heads, double dropout)
    : queryKeyValue(register_module("queryKeyValue", Linear(modelWidth, 3 * modelWidth))),
      output(register_module("output", Linear(modelWidth, modelWidth))), m_heads(heads),
      m_dropout(dropout) {
}

torch::Tensor CausalSelfAttentionImpl::forward(
    const torch::Tensor& x, std::int64_t layer, KvCache* cache, Inspection* inspection) {
    const auto batch = x.size(0);
    const auto positions = x.size(1);
    const auto width = x.size(2);
    const auto split = queryKeyValue(x)
                           .view({batch, positions, 3, m_heads, width / m_heads})
                           .permute({2, 0, 3, 1, 4}); // [3, batch, heads, position, headDim]
    QueriesKeysValues heads{split[0], split[1], split[2]};
    if (cache) {
        std::tie(heads.k, heads.v)
            = cache->append(layer, heads.k, heads.v); // [batch, heads, key, headDim]
    }
    const auto context = attend(heads, {.causal = true, .visibleKeys = {}},
        is_training() ? m_dropout : 0.0, layer, inspection); // [batch, heads, query, headDim]
    return output(context.transpose(1, 2).reshape({batch, positions, width}));
}

} // namespace vitrine::nn

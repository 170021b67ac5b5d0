#include "engine/nn/self_attention.h"

#include "engine/nn/attention.h"

namespace vitrine::nn {

SelfAttentionImpl::SelfAttentionImpl(std::int64_t modelWidth, std::int64_t heads, double dropout)
    : query(register_module("query", Linear(modelWidth, modelWidth))),
      key(register_module("key", Linear(modelWidth, modelWidth))),
      value(register_module("value", Linear(modelWidth, modelWidth))),
      output(register_module("output", Linear(modelWidth, modelWidth))), m_heads(heads),
      m_dropout(dropout) {
}

torch::Tensor SelfAttentionImpl::forward(const torch::Tensor& x, const torch::Tensor& visible,
    std::int64_t layer, Inspection* inspection) {
    const auto width = x.size(2);
    const auto split = [&](const torch::Tensor& projected) {
        return projected.view({x.size(0), x.size(1), m_heads, width / m_heads})
            .transpose(1, 2); // [batch, heads, position, headDim]
    };
    const AttentionMask mask{.causal = false,
        .visibleKeys = visible.defined() ? visible.unsqueeze(/*dim=*/1) : torch::Tensor()};
    const auto context = attend({split(query(x)), split(key(x)), split(value(x))}, mask,
        is_training() ? m_dropout : 0.0, layer, inspection);
    return output(context.transpose(1, 2).reshape(x.sizes()));
}

} // namespace vitrine::nn

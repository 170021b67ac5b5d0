#pragma once

#include <torch/torch.h>

#include "engine/nn/inspection.h"
#include "engine/nn/kv_cache.h"
#include "engine/nn/linear.h"

namespace vitrine::nn {

/// Multi-head attention in which a position sees itself and everything before it
/// (Vaswani et al. 2017, section 3.2; GPT-2 adds biases and fuses the three projections).
struct CausalSelfAttentionImpl : torch::nn::Module {
    CausalSelfAttentionImpl(std::int64_t modelWidth, std::int64_t heads, double dropout);

    /// x [batch, position, model] → the same shape. `cache` and `inspection` may be null; with a
    /// cache, x holds only the positions after cache->length().
    torch::Tensor forward(
        const torch::Tensor& x, std::int64_t layer, KvCache* cache, Inspection* inspection);

    Linear queryKeyValue; ///< c_attn
    Linear output; ///< c_proj, W_O

private:
    std::int64_t m_heads;
    double m_dropout;
};
TORCH_MODULE(CausalSelfAttention);

} // namespace vitrine::nn

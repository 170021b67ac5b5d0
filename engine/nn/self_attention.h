#pragma once

#include <torch/torch.h>

#include "engine/nn/inspection.h"
#include "engine/nn/linear.h"

namespace vitrine::nn {

/// Multi-head attention in which a position sees every other, before and after it (Vaswani et al.
/// 2017, section 3.2, as the encoder has it).
struct SelfAttentionImpl : torch::nn::Module {
    SelfAttentionImpl(std::int64_t modelWidth, std::int64_t heads, double dropout);

    /// x [batch, position, model] → the same shape. `visible` [batch, position] is false for
    /// padding; undefined: there is none. `inspection` may be null.
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& visible, std::int64_t layer,
        Inspection* inspection);

    Linear query; ///< W_Q
    Linear key; ///< W_K
    Linear value; ///< W_V
    Linear output; ///< W_O

private:
    std::int64_t m_heads;
    double m_dropout;
};
TORCH_MODULE(SelfAttention);

} // namespace vitrine::nn

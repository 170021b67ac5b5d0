#pragma once

#include <torch/torch.h>

#include "engine/models/model_config.h"
#include "engine/nn/inspection.h"
#include "engine/nn/linear.h"

namespace vitrine::models {

/// A feed-forward part whose hidden layer is let through by a gate (Shazeer 2020; with SiLU it is
/// SwiGLU): W_contract (activation(W_gate x) · W_expand x). x [batch, position, model] → the same
/// shape.
struct GatedFeedForwardImpl : torch::nn::Module {
    explicit GatedFeedForwardImpl(const DecoderConfig& config);
    torch::Tensor forward(const torch::Tensor& x, std::int64_t layer, nn::Inspection* inspection);

    nn::Linear gate; ///< [mlp, model]
    nn::Linear expand; ///< [mlp, model]
    nn::Linear contract; ///< [model, mlp]

private:
    Activation m_activation;
};
TORCH_MODULE(GatedFeedForward);

} // namespace vitrine::models

#pragma once

#include <torch/torch.h>

#include "engine/models/model_config.h"
#include "engine/nn/inspection.h"
#include "engine/nn/linear.h"

namespace vitrine::models {

torch::Tensor activated(const torch::Tensor& x, Activation activation);

/// Two linear maps with an activation between them, position by position (Vaswani et al. 2017,
/// section 3.3). x [batch, position, model] → the same shape.
struct FeedForwardImpl : torch::nn::Module {
    FeedForwardImpl(std::int64_t modelWidth, std::int64_t mlpWidth, Activation activation);
    torch::Tensor forward(const torch::Tensor& x, std::int64_t layer, nn::Inspection* inspection);

    nn::Linear expand; ///< [mlp, model]
    nn::Linear contract; ///< [model, mlp]

private:
    Activation m_activation;
};
TORCH_MODULE(FeedForward);

} // namespace vitrine::models

#pragma once

#include <torch/torch.h>

namespace vitrine::models {

/// Over the residual stream's width, with a gain and a bias (Ba et al. 2016).
template <class Config>
torch::nn::LayerNorm layerNorm(const Config& config) {
    return torch::nn::LayerNorm(
        torch::nn::LayerNormOptions({config.modelWidth}).eps(config.layerNormEpsilon));
}

} // namespace vitrine::models

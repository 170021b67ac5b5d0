#pragma once

#include <torch/torch.h>

namespace vitrine::models {

/// Over the residual stream's width, with a gain and a bias (Ba et al. 2016).
template <class Config>
torch::nn::LayerNorm layerNorm(const Config& config) {
    return torch::nn::LayerNorm(
        torch::nn::LayerNormOptions({config.modelWidth}).eps(config.layerNormEpsilon));
}

/// `rows` [row, model] under the scale that the norm has for `x` [model], without its bias.
inline torch::Tensor layerNormShares(
    const torch::nn::LayerNorm& norm, const torch::Tensor& rows, const torch::Tensor& x) {
    const auto deviation
        = (x.var(/*dim=*/-1, /*unbiased=*/false, /*keepdim=*/true) + norm->options.eps()).sqrt();
    return (rows - rows.mean(/*dim=*/-1, /*keepdim=*/true)) / deviation * norm->weight;
}

} // namespace vitrine::models

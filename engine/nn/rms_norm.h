#pragma once

#include <torch/torch.h>

namespace vitrine::nn {

/// x ÷ √(mean(x²) + ε) · gain over the last axis (Zhang & Sennrich 2019). The gain is not
/// initialised, as in Linear.
struct RmsNormImpl : torch::nn::Module {
    /// `aroundOne`: the gain is 1 + weight, as Gemma stores it.
    RmsNormImpl(std::int64_t width, double epsilon, bool aroundOne);

    torch::Tensor forward(const torch::Tensor& x) { return scaled(x, x); }
    /// `rows` [.., width] under the scale that the norm has for `x`, which broadcasts to them:
    /// where they add up to x, the results add up to the norm of x.
    torch::Tensor scaled(const torch::Tensor& rows, const torch::Tensor& x) const;
    /// What each component is multiplied with [width].
    torch::Tensor gain() const { return m_aroundOne ? weight + 1 : weight; }

    torch::Tensor weight; ///< [width]

private:
    double m_epsilon;
    bool m_aroundOne;
};
TORCH_MODULE(RmsNorm);

} // namespace vitrine::nn

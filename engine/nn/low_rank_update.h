#pragma once

#include <torch/torch.h>

namespace vitrine::nn {

/// What LoRA adds to a linear map: scale · B A x (Hu et al. 2021, section 4.1). B begins at zero,
/// so that the map begins as it was.
struct LowRankUpdateImpl : torch::nn::Module {
    struct Options {
        std::int64_t rank = 8;
        double scale = 2; ///< alpha ÷ rank
        double dropout = 0; ///< of x, in training
    };
    LowRankUpdateImpl(std::int64_t in, std::int64_t out, const Options& options);

    /// x [..., in] → [..., out].
    torch::Tensor forward(const torch::Tensor& x);
    /// scale · B A [out, in]: what the update is as a weight.
    torch::Tensor weight() const;
    double scale() const { return m_scale; }

    torch::Tensor down; ///< A [rank, in]
    torch::Tensor up; ///< B [out, rank]

private:
    double m_scale;
    torch::nn::Dropout m_dropout;
};
TORCH_MODULE(LowRankUpdate);

} // namespace vitrine::nn

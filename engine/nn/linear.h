#pragma once

#include <optional>

#include <torch/torch.h>

#include "engine/nn/low_rank_update.h"
#include "engine/nn/weight_matrix.h"

namespace vitrine::nn {

/// y = x Wᵀ + b: x [..., in] → [..., out]. The weights are not initialised: they are either loaded
/// or drawn by the model, which knows how.
struct LinearImpl : torch::nn::Module {
    LinearImpl(std::int64_t in, std::int64_t out, bool withBias = true);
    torch::Tensor forward(const torch::Tensor& x);

    /// Adds `added`, with gradients of its own, to what the weight computes.
    void adapt(LowRankUpdate added);
    /// The weight with its update [out, in].
    torch::Tensor mergedWeight() const;
    /// Makes the update a part of the weight.
    void merge();

    /// What an output weighs its inputs with [in], in float32.
    torch::Tensor row(std::int64_t output) const;

    /// Keeps the weight in `form` from now on, for inference only; `weight` becomes empty.
    void compress(DType form);

    torch::Tensor weight; ///< [out, in]
    torch::Tensor bias; ///< [out]; undefined without one
    LowRankUpdate update{nullptr}; ///< null without one

private:
    std::optional<WeightMatrix> m_compressed;
};
TORCH_MODULE(Linear);

} // namespace vitrine::nn

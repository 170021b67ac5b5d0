#pragma once

#include <optional>

#include <torch/torch.h>

#include "engine/nn/weight_matrix.h"

namespace vitrine::nn {

/// A vector for each token. Where the output is tied (Press & Wolf 2017), the same matrix turns
/// hidden states into logits. The weights are not initialised, as in Linear.
struct TokenEmbeddingImpl : torch::nn::Module {
    TokenEmbeddingImpl(std::int64_t vocabulary, std::int64_t modelWidth);
    /// ids [...] → [..., model].
    torch::Tensor forward(const torch::Tensor& ids);
    /// hidden [..., model] → logits [..., vocab].
    torch::Tensor unembed(const torch::Tensor& hidden);

    /// As Linear::compress.
    void compress(DType form);

    torch::Tensor weight; ///< [vocab, model]

private:
    std::optional<WeightMatrix> m_compressed;
};
TORCH_MODULE(TokenEmbedding);

} // namespace vitrine::nn

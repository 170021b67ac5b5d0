#pragma once

#include <torch/torch.h>

#include "engine/nn/linear.h"
#include "engine/nn/token_embedding.h"

namespace vitrine::models {

/// Hidden states to logits: the token embedding turned round, or a matrix of its own, and a bias.
struct TokenOutputImpl : torch::nn::Module {
    TokenOutputImpl(std::int64_t vocabulary, std::int64_t modelWidth, bool tied);
    /// hidden [.., model] → logits [.., vocab].
    torch::Tensor forward(const torch::Tensor& hidden, nn::TokenEmbedding& embedding);

    nn::Linear decoder{nullptr}; ///< null when tied to the token embedding
    torch::Tensor bias; ///< [vocab]
};
TORCH_MODULE(TokenOutput);

} // namespace vitrine::models

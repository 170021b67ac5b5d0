#pragma once

#include <torch/torch.h>

#include "engine/models/language_model.h"
#include "engine/models/model_config.h"
#include "engine/models/token_output.h"
#include "engine/nn/linear.h"
#include "engine/nn/token_embedding.h"

namespace vitrine::models {

/// The neural probabilistic language model (Bengio et al. 2003): y = b + U tanh(d + H x), where x
/// is the embeddings of the last tokens side by side. Without the paper's optional direct
/// connections from x to y.
struct FeedForwardLmImpl : LanguageModel {
    explicit FeedForwardLmImpl(const FeedForwardLmConfig& config);

    ModelConfig configuration() const override { return config; }
    /// The hidden layer at each position. Before the text there are zeros.
    torch::Tensor hidden(const NetworkInput& input, nn::KvCache* cache = nullptr,
        nn::Inspection* inspection = nullptr, const std::stop_token& stop = {}) override;
    torch::Tensor logits(
        const torch::Tensor& hidden, nn::Inspection* inspection = nullptr) override;
    /// Embedding normal(0, 0.1), hidden layer with the variance of its inputs kept, biases 0.
    void initialize(std::uint64_t seed) override;

    const FeedForwardLmConfig config;
    nn::TokenEmbedding tokenEmbedding; ///< C [vocab, model]
    nn::Linear hiddenLayer; ///< H [model, window · model] and d
    torch::nn::Dropout dropout;
    TokenOutput output; ///< U and b

private:
    /// The embeddings of the tokens before the first, as many as its window needs
    /// [batch, window − 1, model].
    torch::Tensor past(const torch::Tensor& embedded, const nn::KvCache* cache) const;
};
TORCH_MODULE(FeedForwardLm);

} // namespace vitrine::models

#pragma once

#include <torch/torch.h>

#include "engine/models/language_model.h"
#include "engine/models/model_config.h"
#include "engine/models/token_output.h"
#include "engine/nn/recurrent_layer.h"
#include "engine/nn/token_embedding.h"

namespace vitrine::models {

/// A recurrent language model (Mikolov et al. 2010), with simple, LSTM or GRU layers: token
/// embedding, layers that carry a state from token to token, output.
struct RecurrentImpl : LanguageModel {
    explicit RecurrentImpl(const RecurrentConfig& config);

    ModelConfig configuration() const override { return config; }
    torch::Tensor hidden(const NetworkInput& input, nn::KvCache* cache = nullptr,
        nn::Inspection* inspection = nullptr, const std::stop_token& stop = {}) override;
    torch::Tensor logits(
        const torch::Tensor& hidden, nn::Inspection* inspection = nullptr) override;
    /// Embedding normal(0, 0.1), layers normal with the variance of their inputs kept, biases 0 but
    /// an LSTM's forget gate's, 1: at first it keeps what it has (Jozefowicz et al. 2015).
    void initialize(std::uint64_t seed) override;

    const RecurrentConfig config;
    nn::TokenEmbedding tokenEmbedding; ///< [vocab, model]
    torch::nn::Dropout dropout; ///< between layers (Zaremba et al. 2014)
    torch::nn::ModuleList blocks;
    TokenOutput output;

private:
    nn::RecurrentLayer blockAt(std::int64_t layer);
};
TORCH_MODULE(Recurrent);

} // namespace vitrine::models

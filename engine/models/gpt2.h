#pragma once

#include <torch/torch.h>

#include "engine/models/feed_forward.h"
#include "engine/models/layer_norm.h"
#include "engine/models/model_config.h"
#include "engine/models/transformer.h"
#include "engine/nn/causal_self_attention.h"
#include "engine/nn/linear.h"
#include "engine/nn/token_embedding.h"

namespace vitrine::models {

/// One pre-norm block (Radford et al. 2019, section 2.3).
struct Gpt2BlockImpl : torch::nn::Module {
    explicit Gpt2BlockImpl(const Gpt2Config& config);
    /// x is the residual stream [batch, position, model]; the result has the same shape.
    torch::Tensor forward(
        torch::Tensor x, std::int64_t layer, nn::KvCache* cache, nn::Inspection* inspection);

    torch::nn::LayerNorm attentionNorm; ///< ln_1
    nn::CausalSelfAttention attention;
    torch::nn::LayerNorm mlpNorm; ///< ln_2
    FeedForward mlp;
    torch::nn::Dropout dropout;
};
TORCH_MODULE(Gpt2Block);

/// GPT-2 (Radford et al. 2019): token and position embeddings, blocks, final norm, unembedding.
struct Gpt2Impl : Transformer {
    explicit Gpt2Impl(const Gpt2Config& config);

    ModelConfig configuration() const override { return config; }
    torch::Tensor hidden(const NetworkInput& input, nn::KvCache* cache = nullptr,
        nn::Inspection* inspection = nullptr, const std::stop_token& stop = {}) override;
    torch::Tensor logits(
        const torch::Tensor& hidden, nn::Inspection* inspection = nullptr) override;
    torch::Tensor forward(const torch::Tensor& ids) { return logits(hidden(ids)); }
    torch::Tensor embed(
        const NetworkInput& input, std::int64_t first, nn::Inspection* inspection) override;
    torch::Tensor block(
        std::int64_t layer, const torch::Tensor& x, nn::Inspection* inspection) override;
    LayerMap layerMap(Site site, std::int64_t layer) override;
    bool normsFirst() const override { return true; }
    torch::Tensor finalNormed(const torch::Tensor& x) override { return norm(x); }
    torch::Tensor finalShares(const torch::Tensor& rows, const torch::Tensor& x) override {
        return layerNormShares(norm, rows, x);
    }
    torch::Tensor positionTable() override { return positionEmbedding->weight; }

    /// New weights as GPT-2 draws them: normal(0, 0.02), residual projections ÷ √(2 · layers).
    void initialize(std::uint64_t seed) override;

    const Gpt2Config config;
    nn::TokenEmbedding tokenEmbedding; ///< wte [vocab, model]
    torch::nn::Embedding positionEmbedding; ///< wpe [context, model]
    torch::nn::Dropout dropout;
    torch::nn::ModuleList blocks;
    torch::nn::LayerNorm norm; ///< ln_f
    nn::Linear unembedding{nullptr}; ///< lm_head; null when tied to the token embedding

private:
    Gpt2Block blockAt(std::int64_t layer);
};
TORCH_MODULE(Gpt2);

} // namespace vitrine::models

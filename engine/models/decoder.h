#pragma once

#include <memory>

#include <torch/torch.h>

#include "engine/models/gated_feed_forward.h"
#include "engine/models/model_config.h"
#include "engine/models/transformer.h"
#include "engine/nn/grouped_query_attention.h"
#include "engine/nn/linear.h"
#include "engine/nn/rms_norm.h"
#include "engine/nn/rotary_embedding.h"
#include "engine/nn/token_embedding.h"

namespace vitrine::models {

/// What the blocks of all families have.
struct DecoderBlockImpl : torch::nn::Module {
    DecoderBlockImpl(const DecoderConfig& config, std::int64_t layer);
    /// x is the residual stream [batch, position, model]; the result has the same shape.
    virtual torch::Tensor forward(torch::Tensor x, const nn::Rotation& rotation, nn::KvCache* cache,
        nn::Inspection* inspection)
        = 0;
    /// What the output of attention or of the feed-forward part passes before it is added; null
    /// where it is added as it is.
    virtual nn::RmsNorm outputNorm(Site /*part*/) { return nullptr; }

    const std::int64_t layer;
    nn::RmsNorm attentionNorm;
    nn::GroupedQueryAttention attention;
    nn::RmsNorm mlpNorm;
    GatedFeedForward mlp;
};

/// Norms before each part (Touvron et al. 2023, section 2.2); of Llama, Qwen2 and Qwen3.
struct LlamaBlockImpl : DecoderBlockImpl {
    using DecoderBlockImpl::DecoderBlockImpl;
    torch::Tensor forward(torch::Tensor x, const nn::Rotation& rotation, nn::KvCache* cache,
        nn::Inspection* inspection) override;
};

/// Norms before and after each part (Gemma Team 2025, section 2).
struct Gemma3BlockImpl : DecoderBlockImpl {
    Gemma3BlockImpl(const DecoderConfig& config, std::int64_t layer);
    torch::Tensor forward(torch::Tensor x, const nn::Rotation& rotation, nn::KvCache* cache,
        nn::Inspection* inspection) override;
    nn::RmsNorm outputNorm(Site part) override;

    nn::RmsNorm attentionOutputNorm;
    nn::RmsNorm mlpOutputNorm;
};

/// Llama and its relatives: token embedding, blocks with rotary positions, final norm, unembedding.
struct DecoderImpl : Transformer {
    explicit DecoderImpl(const DecoderConfig& config);

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
    nn::LinearRow linearRow(
        Site site, const ComponentPlace& place, const torch::Tensor& input) override;
    torch::Tensor attentionOutput(std::int64_t layer, const torch::Tensor& heads) override;
    torch::Tensor attentionShares(std::int64_t layer, const torch::Tensor& rows) override;
    std::int64_t window(std::int64_t layer) const override {
        return config.isWindowed(layer) ? config.window : 0;
    }
    bool normsFirst() const override { return true; }
    torch::Tensor finalNormed(const torch::Tensor& x) override { return norm(x); }
    torch::Tensor finalShares(const torch::Tensor& rows, const torch::Tensor& x) override {
        return norm->scaled(rows, x);
    }
    /// normal(0, initializerRange), every gain 1.
    void initialize(std::uint64_t seed) override;

    const DecoderConfig config;
    nn::TokenEmbedding tokenEmbedding; ///< [vocab, model]
    torch::nn::ModuleList blocks;
    nn::RmsNorm norm;
    nn::Linear unembedding{nullptr}; ///< null when tied to the token embedding

private:
    DecoderBlockImpl& blockAt(std::int64_t layer);
    nn::Rotation rotation(std::int64_t layer, std::int64_t first, std::int64_t count,
        std::int64_t length, torch::Device device) const;

    nn::RotaryEmbedding m_rotary;
    nn::RotaryEmbedding m_windowRotary;
};
TORCH_MODULE(Decoder);

} // namespace vitrine::models

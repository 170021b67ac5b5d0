#pragma once

#include <stop_token>

#include <torch/torch.h>

#include "engine/models/model_config.h"
#include "engine/nn/capture.h"
#include "engine/nn/causal_self_attention.h"
#include "engine/nn/kv_cache.h"
#include "engine/nn/linear.h"
#include "engine/nn/token_embedding.h"
#include "engine/values/model_info.h"

namespace vitrine::models {

/// Two linear maps with an activation between them, position by position (Radford et al. 2019 use
/// the tanh form of GELU). x [batch, position, model] → the same shape.
struct Gpt2FeedForwardImpl : torch::nn::Module {
    explicit Gpt2FeedForwardImpl(const Gpt2Config& config);
    torch::Tensor forward(const torch::Tensor& x);

    nn::Linear expand; ///< c_fc
    nn::Linear contract; ///< c_proj

private:
    Activation m_activation;
};
TORCH_MODULE(Gpt2FeedForward);

/// One pre-norm block (Radford et al. 2019, section 2.3).
struct Gpt2BlockImpl : torch::nn::Module {
    explicit Gpt2BlockImpl(const Gpt2Config& config);
    /// x is the residual stream [batch, position, model]; the result has the same shape.
    torch::Tensor forward(
        torch::Tensor x, std::int64_t layer, nn::KvCache* cache, nn::Capture* capture);

    torch::nn::LayerNorm attentionNorm; ///< ln_1
    nn::CausalSelfAttention attention;
    torch::nn::LayerNorm mlpNorm; ///< ln_2
    Gpt2FeedForward mlp;
    torch::nn::Dropout dropout;
};
TORCH_MODULE(Gpt2Block);

/// GPT-2 (Radford et al. 2019): token and position embeddings, blocks, final norm, unembedding.
struct Gpt2Impl : torch::nn::Module {
    explicit Gpt2Impl(const Gpt2Config& config);

    /// ids [batch, position] → the final norm's output [batch, position, model].
    /// With a cache, ids are the tokens after cache->length(), which then grows by them. A stop
    /// asked for throws nn::Interrupted before the next block and leaves the cache as it was.
    torch::Tensor hidden(const torch::Tensor& ids, nn::KvCache* cache = nullptr,
        nn::Capture* capture = nullptr, const std::stop_token& stop = {});
    /// hidden [batch, position, model] → logits [batch, position, vocab].
    torch::Tensor logits(const torch::Tensor& hidden);
    torch::Tensor forward(const torch::Tensor& ids) { return logits(hidden(ids)); }

    /// New weights as GPT-2 draws them: normal(0, 0.02), residual projections ÷ √(2 · layers).
    void initialize(std::uint64_t seed);

    /// Keeps all matrices in `form` from now on, for inference only (see nn::WeightMatrix).
    void compress(DType form);

    const Gpt2Config config;
    nn::TokenEmbedding tokenEmbedding; ///< wte [vocab, model]
    torch::nn::Embedding positionEmbedding; ///< wpe [context, model]
    torch::nn::Dropout dropout;
    torch::nn::ModuleList blocks;
    torch::nn::LayerNorm finalNorm; ///< ln_f
    nn::Linear unembedding{nullptr}; ///< lm_head; null when tied to the token embedding
};
TORCH_MODULE(Gpt2);

} // namespace vitrine::models

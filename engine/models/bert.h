#pragma once

#include <torch/torch.h>

#include "engine/models/feed_forward.h"
#include "engine/models/model_config.h"
#include "engine/models/transformer.h"
#include "engine/nn/linear.h"
#include "engine/nn/self_attention.h"
#include "engine/nn/token_embedding.h"

namespace vitrine::models {

/// What stands where: token + position + segment, normalised (Devlin et al. 2018, figure 2).
struct BertEmbeddingsImpl : torch::nn::Module {
    explicit BertEmbeddingsImpl(const BertConfig& config);
    /// → [batch, position, model]; `first` is the position of the first id.
    torch::Tensor forward(
        const NetworkInput& input, std::int64_t first, nn::Inspection* inspection);

    nn::TokenEmbedding token;
    torch::nn::Embedding position; ///< [offset + context, model]
    torch::nn::Embedding segment{nullptr}; ///< [segments, model]; null in DistilBERT
    torch::nn::LayerNorm norm;
    torch::nn::Dropout dropout;

private:
    std::int64_t m_positionOffset;
};
TORCH_MODULE(BertEmbeddings);

/// One post-norm block: a norm after each residual addition (Vaswani et al. 2017, section 3.1).
struct BertBlockImpl : torch::nn::Module {
    explicit BertBlockImpl(const BertConfig& config);
    /// x is the residual stream [batch, position, model]; the result has the same shape.
    torch::Tensor forward(torch::Tensor x, const torch::Tensor& visible, std::int64_t layer,
        nn::Inspection* inspection);

    nn::SelfAttention attention;
    torch::nn::LayerNorm attentionNorm;
    FeedForward mlp;
    torch::nn::LayerNorm mlpNorm;
    torch::nn::Dropout dropout;
};
TORCH_MODULE(BertBlock);

/// Which token stands here? Dense layer, activation, norm, then the token embedding turned round
/// with a bias (google-research/bert, run_pretraining.py, get_masked_lm_output).
struct MaskedTokenHeadImpl : torch::nn::Module {
    explicit MaskedTokenHeadImpl(const BertConfig& config);
    /// hidden [.., model] → logits [.., vocab].
    torch::Tensor forward(
        const torch::Tensor& hidden, nn::TokenEmbedding& embedding, nn::Inspection* inspection);

    nn::Linear dense;
    torch::nn::LayerNorm norm;
    nn::Linear decoder{nullptr}; ///< null when tied to the token embedding
    torch::Tensor bias; ///< [vocab]

private:
    Activation m_activation;
};
TORCH_MODULE(MaskedTokenHead);

/// BERT (Devlin et al. 2018), and with other tables RoBERTa (Liu et al. 2019) and DistilBERT (Sanh
/// et al. 2019): embeddings, blocks that see both sides, and the heads that the config names.
struct BertImpl : Transformer {
    explicit BertImpl(const BertConfig& config);

    ModelConfig configuration() const override { return config; }
    torch::Tensor hidden(const NetworkInput& input, nn::KvCache* cache = nullptr,
        nn::Inspection* inspection = nullptr, const std::stop_token& stop = {}) override;
    /// By the masked-token head, which must be there.
    torch::Tensor logits(
        const torch::Tensor& hidden, nn::Inspection* inspection = nullptr) override;
    void showSummary(const torch::Tensor& hidden, nn::Inspection& inspection) override;
    torch::Tensor embed(
        const NetworkInput& input, std::int64_t first, nn::Inspection* inspection) override {
        return embeddings(input, first, inspection);
    }
    torch::Tensor block(
        std::int64_t layer, const torch::Tensor& x, nn::Inspection* inspection) override;
    LayerMap layerMap(Site site, std::int64_t layer) override;
    bool normsFirst() const override { return false; }
    torch::Tensor finalNormed(const torch::Tensor& x) override { return x; }
    torch::Tensor finalShares(const torch::Tensor& rows, const torch::Tensor& /*x*/) override {
        return rows;
    }
    torch::Tensor positionTable() override;
    /// normal(0, 0.02), as BERT draws them (truncation at two deviations aside); positions begin
    /// as sinusoidal vectors of the same size.
    void initialize(std::uint64_t seed) override;

    /// hidden [batch, position, model] → the pooler's summary of the first position [batch, model].
    torch::Tensor pooled(const torch::Tensor& hidden, nn::Inspection* inspection = nullptr);
    /// hidden [batch, position, model] → logits [batch, 2]: the second text goes on from the first,
    /// or does not.
    torch::Tensor nextSentence(const torch::Tensor& hidden, nn::Inspection* inspection = nullptr);

    const BertConfig config;
    BertEmbeddings embeddings;
    torch::nn::ModuleList blocks;
    nn::Linear pooler{nullptr}; ///< each head is null where the config has none
    MaskedTokenHead maskedTokenHead{nullptr};
    nn::Linear nextSentenceHead{nullptr};

private:
    BertBlock blockAt(std::int64_t layer);
};
TORCH_MODULE(Bert);

} // namespace vitrine::models

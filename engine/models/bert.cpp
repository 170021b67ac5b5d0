#include "engine/models/bert.h"

#include <cmath>

#include "engine/models/layer_norm.h"
#include "engine/nn/interrupted.h"
#include "engine/nn/sinusoidal_positions.h"

namespace vitrine::models {

BertEmbeddingsImpl::BertEmbeddingsImpl(const BertConfig& config)
    : token(register_module("token", nn::TokenEmbedding(config.vocabularySize, config.modelWidth))),
      position(register_module("position",
          torch::nn::Embedding(config.positionOffset + config.contextLength, config.modelWidth))),
      norm(register_module("norm", layerNorm(config))),
      dropout(register_module("dropout", torch::nn::Dropout(config.dropout))),
      m_positionOffset(config.positionOffset) {
    if (config.segments > 0) {
        segment
            = register_module("segment", torch::nn::Embedding(config.segments, config.modelWidth));
    }
}

torch::Tensor BertEmbeddingsImpl::forward(
    const NetworkInput& input, std::int64_t first, nn::Inspection* inspection) {
    const auto& ids = input.ids;
    const auto row = m_positionOffset + first;
    const auto positions = torch::arange(row, row + ids.size(1),
        torch::dtype(torch::kLong).device(ids.device())); // [position]
    auto x = seen(inspection, Site::TokenEmbedding, 0, token(ids))
        + seen(inspection, Site::PositionEmbedding, 0, position(positions));
    if (segment) {
        const auto segments = input.segments.defined() ? input.segments : torch::zeros_like(ids);
        x = x + seen(inspection, Site::SegmentEmbedding, 0, segment(segments));
    }
    return dropout(seen(inspection, Site::EmbeddingNorm, 0, norm(x)));
}

BertBlockImpl::BertBlockImpl(const BertConfig& config)
    : attention(register_module(
        "attention", nn::SelfAttention(config.modelWidth, config.heads, config.dropout))),
      attentionNorm(register_module("attentionNorm", layerNorm(config))),
      mlp(register_module(
          "mlp", FeedForward(config.modelWidth, config.mlpWidth, config.activation))),
      mlpNorm(register_module("mlpNorm", layerNorm(config))),
      dropout(register_module("dropout", torch::nn::Dropout(config.dropout))) {
}

torch::Tensor BertBlockImpl::forward(
    torch::Tensor x, const torch::Tensor& visible, std::int64_t layer, nn::Inspection* inspection) {
    const auto look = [&](Site site, torch::Tensor value) {
        return nn::seen(inspection, site, layer, std::move(value));
    };
    x = look(Site::BlockInput, x);
    x = x + dropout(look(Site::AttentionOutput, attention(x, visible, layer, inspection)));
    x = look(Site::FeedForwardInput, attentionNorm(look(Site::AttentionResidual, x)));
    return mlpNorm(x + dropout(look(Site::FeedForwardOutput, mlp(x, layer, inspection))));
}

MaskedTokenHeadImpl::MaskedTokenHeadImpl(const BertConfig& config)
    : dense(register_module("dense", nn::Linear(config.modelWidth, config.modelWidth))),
      norm(register_module("norm", layerNorm(config))),
      bias(register_parameter("bias", torch::empty({config.vocabularySize}))),
      // RoBERTa's head has a GELU of its own, whatever its blocks have.
      m_activation(config.family == BertFamily::Roberta ? Activation::Gelu : config.activation) {
    if (!config.tiedOutput) {
        decoder = register_module(
            "decoder", nn::Linear(config.modelWidth, config.vocabularySize, /*withBias=*/false));
    }
}

torch::Tensor MaskedTokenHeadImpl::forward(
    const torch::Tensor& hidden, nn::TokenEmbedding& embedding, nn::Inspection* inspection) {
    auto x = seen(inspection, Site::MaskedTokenHidden, 0, activated(dense(hidden), m_activation));
    x = seen(inspection, Site::MaskedTokenNorm, 0, norm(x));
    return seen(inspection, Site::Logits, 0,
        (decoder ? decoder(x) : embedding->unembed(x)) + bias); // [.., vocab]
}

BertImpl::BertImpl(const BertConfig& modelConfig)
    : config(modelConfig), embeddings(register_module("embeddings", BertEmbeddings(config))),
      blocks(register_module("blocks", torch::nn::ModuleList())) {
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        blocks->push_back(BertBlock(config));
    }
    if (config.pooler) {
        pooler = register_module("pooler", nn::Linear(config.modelWidth, config.modelWidth));
    }
    if (config.maskedTokenHead) {
        maskedTokenHead = register_module("maskedTokenHead", MaskedTokenHead(config));
    }
    if (config.nextSentenceHead) {
        nextSentenceHead
            = register_module("nextSentenceHead", nn::Linear(config.modelWidth, /*out=*/2));
    }
}

BertBlock BertImpl::blockAt(std::int64_t layer) {
    return std::dynamic_pointer_cast<BertBlockImpl>(blocks->ptr(static_cast<std::size_t>(layer)));
}

torch::Tensor BertImpl::block(
    std::int64_t layer, const torch::Tensor& x, nn::Inspection* inspection) {
    return blockAt(layer)(x, /*visible=*/torch::Tensor(), layer, inspection);
}

torch::Tensor BertImpl::hidden(const NetworkInput& input, nn::KvCache* cache,
    nn::Inspection* inspection, const std::stop_token& stop) {
    TORCH_CHECK(!cache, "a token changes what those before it see: nothing can be kept");
    auto x = embed(input, /*first=*/0, inspection);
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        if (stop.stop_requested()) {
            throw nn::Interrupted();
        }
        x = blockAt(layer)(x, input.visible, layer, inspection);
    }
    return seen(inspection, Site::BlockInput, config.layers, x);
}

LayerMap BertImpl::layerMap(Site site, std::int64_t layer) {
    auto block = blockAt(layer);
    switch (site) {
    case Site::Queries:
        return {block->attention->query};
    case Site::Keys:
        return {block->attention->key};
    case Site::Values:
        return {block->attention->value};
    case Site::AttentionOutput:
        return {block->attention->output};
    case Site::FeedForwardHidden:
        return {block->mlp->expand};
    case Site::FeedForwardOutput:
        return {block->mlp->contract};
    default:
        TORCH_CHECK(false, "no linear map computes this value");
    }
}

torch::Tensor BertImpl::logits(const torch::Tensor& hidden, nn::Inspection* inspection) {
    return maskedTokenHead(hidden, embeddings->token, inspection);
}

void BertImpl::showSummary(const torch::Tensor& hidden, nn::Inspection& inspection) {
    if (nextSentenceHead) {
        nextSentence(hidden, &inspection);
    } else if (pooler) {
        pooled(hidden, &inspection);
    }
}

torch::Tensor BertImpl::positionTable() {
    return embeddings->position->weight.narrow(
        /*dim=*/0, config.positionOffset, config.contextLength);
}

torch::Tensor BertImpl::pooled(const torch::Tensor& hidden, nn::Inspection* inspection) {
    return seen(
        inspection, Site::Pooled, 0, torch::tanh(pooler(hidden.select(/*dim=*/1, /*index=*/0))));
}

torch::Tensor BertImpl::nextSentence(const torch::Tensor& hidden, nn::Inspection* inspection) {
    return seen(inspection, Site::NextSentence, 0, nextSentenceHead(pooled(hidden, inspection)));
}

void BertImpl::initialize(std::uint64_t seed) {
    drawWeights(seed, [&](const std::string&) { return config.initializerRange; });
    // Where the vectors of neighbours are alike from the start, heads soon learn to look at them;
    // from random ones a small model stays for long at what it can tell without any context. A
    // sine's mean square is 1/2.
    const torch::NoGradGuard noGrad;
    positionTable().copy_(nn::sinusoidalPositions(config.contextLength, config.modelWidth)
        * (config.initializerRange * std::sqrt(2.0)));
}

} // namespace vitrine::models

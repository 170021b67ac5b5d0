#include "engine/models/gpt2.h"

#include <cmath>

#include "engine/nn/interrupted.h"

namespace vitrine::models {

Gpt2BlockImpl::Gpt2BlockImpl(const Gpt2Config& config)
    : attentionNorm(register_module("attentionNorm", layerNorm(config))),
      attention(register_module(
          "attention", nn::CausalSelfAttention(config.modelWidth, config.heads, config.dropout))),
      mlpNorm(register_module("mlpNorm", layerNorm(config))),
      mlp(register_module(
          "mlp", FeedForward(config.modelWidth, config.mlpWidth, config.activation))),
      dropout(register_module("dropout", torch::nn::Dropout(config.dropout))) {
}

torch::Tensor Gpt2BlockImpl::forward(
    torch::Tensor x, std::int64_t layer, nn::KvCache* cache, nn::Inspection* inspection) {
    const auto look = [&](Site site, torch::Tensor value) {
        return nn::seen(inspection, site, layer, std::move(value));
    };
    x = look(Site::BlockInput, x);
    auto normed = look(Site::AttentionInput, attentionNorm(x));
    x = x + dropout(look(Site::AttentionOutput, attention(normed, layer, cache, inspection)));
    x = look(Site::AttentionResidual, x);
    normed = look(Site::FeedForwardInput, mlpNorm(x));
    return x + dropout(look(Site::FeedForwardOutput, mlp(normed, layer, inspection)));
}

Gpt2Impl::Gpt2Impl(const Gpt2Config& modelConfig)
    : config(modelConfig), tokenEmbedding(register_module("tokenEmbedding",
                               nn::TokenEmbedding(config.vocabularySize, config.modelWidth))),
      positionEmbedding(register_module(
          "positionEmbedding", torch::nn::Embedding(config.contextLength, config.modelWidth))),
      dropout(register_module("dropout", torch::nn::Dropout(config.dropout))),
      blocks(register_module("blocks", torch::nn::ModuleList())),
      norm(register_module("finalNorm", layerNorm(config))) {
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        blocks->push_back(Gpt2Block(config));
    }
    if (!config.tiedOutput) {
        unembedding = register_module("unembedding",
            nn::Linear(config.modelWidth, config.vocabularySize, /*withBias=*/false));
    }
}

Gpt2Block Gpt2Impl::blockAt(std::int64_t layer) {
    return std::dynamic_pointer_cast<Gpt2BlockImpl>(blocks->ptr(static_cast<std::size_t>(layer)));
}

torch::Tensor Gpt2Impl::block(
    std::int64_t layer, const torch::Tensor& x, nn::Inspection* inspection) {
    return blockAt(layer)(x, layer, /*cache=*/nullptr, inspection);
}

torch::Tensor Gpt2Impl::embed(
    const NetworkInput& input, std::int64_t first, nn::Inspection* inspection) {
    const auto positions = torch::arange(first, first + input.ids.size(1),
        torch::dtype(torch::kLong).device(input.ids.device())); // [position]
    return dropout(seen(inspection, Site::TokenEmbedding, 0, tokenEmbedding(input.ids))
        + seen(inspection, Site::PositionEmbedding, 0, positionEmbedding(positions)));
}

torch::Tensor Gpt2Impl::hidden(const NetworkInput& input, nn::KvCache* cache,
    nn::Inspection* inspection, const std::stop_token& stop) {
    auto x = embed(input, cache ? cache->length() : 0, inspection);
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        if (stop.stop_requested()) {
            throw nn::Interrupted();
        }
        x = blockAt(layer)(x, layer, cache, inspection);
    }
    x = seen(inspection, Site::BlockInput, config.layers, x);
    x = seen(inspection, Site::FinalNorm, config.layers, norm(x));
    if (cache) {
        cache->advance(input.ids.size(1));
    }
    return x;
}

torch::Tensor Gpt2Impl::logits(const torch::Tensor& hidden, nn::Inspection* inspection) {
    return seen(inspection, Site::Logits, 0,
        unembedding ? unembedding(hidden) : tokenEmbedding->unembed(hidden));
}

LayerMap Gpt2Impl::layerMap(Site site, std::int64_t layer) {
    auto block = blockAt(layer);
    switch (site) {
    case Site::Queries:
        return {block->attention->queryKeyValue, 0};
    case Site::Keys:
        return {block->attention->queryKeyValue, config.modelWidth};
    case Site::Values:
        return {block->attention->queryKeyValue, 2 * config.modelWidth};
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

void Gpt2Impl::initialize(std::uint64_t seed) {
    const double residualRange
        = config.initializerRange / std::sqrt(2.0 * static_cast<double>(config.layers));
    drawWeights(seed, [&](const std::string& name) {
        const bool residual = name.ends_with("output.weight") || name.ends_with("contract.weight");
        return residual ? residualRange : config.initializerRange;
    });
}

} // namespace vitrine::models

#include "engine/models/gpt2.h"

#include <cmath>

namespace vitrine::models {

namespace {

torch::nn::LayerNorm layerNorm(const Gpt2Config& config) {
    return torch::nn::LayerNorm(
        torch::nn::LayerNormOptions({ config.modelWidth }).eps(config.layerNormEpsilon));
}

} // namespace

Gpt2FeedForwardImpl::Gpt2FeedForwardImpl(std::int64_t modelWidth, std::int64_t mlpWidth)
    : expand(register_module("expand", torch::nn::Linear(modelWidth, mlpWidth)))
    , contract(register_module("contract", torch::nn::Linear(mlpWidth, modelWidth))) {
}

torch::Tensor Gpt2FeedForwardImpl::forward(const torch::Tensor& x) {
    return contract(torch::gelu(expand(x), "tanh")); // [batch, position, mlp] in between
}

Gpt2BlockImpl::Gpt2BlockImpl(const Gpt2Config& config)
    : attentionNorm(register_module("attentionNorm", layerNorm(config)))
    , attention(register_module("attention",
          nn::CausalSelfAttention(config.modelWidth, config.heads, config.dropout)))
    , mlpNorm(register_module("mlpNorm", layerNorm(config)))
    , mlp(register_module("mlp", Gpt2FeedForward(config.modelWidth, config.mlpWidth)))
    , dropout(register_module("dropout", torch::nn::Dropout(config.dropout))) {
}

torch::Tensor Gpt2BlockImpl::forward(
    torch::Tensor x, std::int64_t layer, nn::KvCache* cache, nn::Capture* capture) {
    x = x + dropout(attention(attentionNorm(x), layer, cache, capture));
    return x + dropout(mlp(mlpNorm(x)));
}

Gpt2Impl::Gpt2Impl(const Gpt2Config& modelConfig)
    : config(modelConfig)
    , tokenEmbedding(register_module(
          "tokenEmbedding", torch::nn::Embedding(config.vocabularySize, config.modelWidth)))
    , positionEmbedding(register_module(
          "positionEmbedding", torch::nn::Embedding(config.contextLength, config.modelWidth)))
    , dropout(register_module("dropout", torch::nn::Dropout(config.dropout)))
    , blocks(register_module("blocks", torch::nn::ModuleList()))
    , finalNorm(register_module("finalNorm", layerNorm(config))) {
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        blocks->push_back(Gpt2Block(config));
    }
    if (!config.tiedOutput) {
        unembedding = register_module("unembedding",
            torch::nn::Linear(torch::nn::LinearOptions(config.modelWidth, config.vocabularySize)
                                  .bias(false)));
    }
}

torch::Tensor Gpt2Impl::hidden(
    const torch::Tensor& ids, nn::KvCache* cache, nn::Capture* capture) {
    const auto first = cache ? cache->length() : 0;
    const auto positions = torch::arange(first, first + ids.size(1),
        torch::dtype(torch::kLong).device(ids.device())); // [position]
    auto x = dropout(tokenEmbedding(ids) + positionEmbedding(positions));
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        if (capture && capture->wantHiddenStates) {
            capture->hiddenStates.push_back(x);
        }
        x = blocks[static_cast<std::size_t>(layer)]->as<Gpt2Block>()->forward(
            x, layer, cache, capture);
    }
    x = finalNorm(x);
    if (capture && capture->wantHiddenStates) {
        capture->hiddenStates.push_back(x); // the last one after the final norm, as transformers does
    }
    if (cache) {
        cache->advance(ids.size(1));
    }
    return x;
}

torch::Tensor Gpt2Impl::logits(const torch::Tensor& hidden) {
    return unembedding ? unembedding(hidden)
                       : torch::linear(hidden, tokenEmbedding->weight); // [batch, position, vocab]
}

void Gpt2Impl::initialize(std::uint64_t seed) {
    const torch::NoGradGuard noGrad;
    torch::manual_seed(seed);
    const double residualRange
        = config.initializerRange / std::sqrt(2.0 * static_cast<double>(config.layers));
    for (auto& item : named_parameters()) {
        const auto& name = item.key();
        auto& parameter = item.value();
        if (parameter.dim() == 2) {
            const bool residual = name.ends_with("output.weight") || name.ends_with("contract.weight");
            parameter.normal_(0, residual ? residualRange : config.initializerRange);
        } else {
            parameter.fill_(name.find("Norm.weight") != std::string::npos ? 1.0 : 0.0);
        }
    }
}

} // namespace vitrine::models

#include "engine/models/gpt2.h"

#include <cmath>

#include "engine/nn/interrupted.h"

namespace vitrine::models {

namespace {

torch::nn::LayerNorm layerNorm(const Gpt2Config& config) {
    return torch::nn::LayerNorm(
        torch::nn::LayerNormOptions({config.modelWidth}).eps(config.layerNormEpsilon));
}

torch::Tensor activated(const torch::Tensor& x, Activation activation) {
    switch (activation) {
    case Activation::GeluTanh:
        return torch::gelu(x, "tanh");
    case Activation::Gelu:
        return torch::gelu(x);
    case Activation::Relu:
        return torch::relu(x);
    case Activation::Silu:
        return torch::silu(x);
    }
    TORCH_CHECK(false, "unknown activation");
}

} // namespace

Gpt2FeedForwardImpl::Gpt2FeedForwardImpl(const Gpt2Config& config)
    : expand(register_module("expand", nn::Linear(config.modelWidth, config.mlpWidth))),
      contract(register_module("contract", nn::Linear(config.mlpWidth, config.modelWidth))),
      m_activation(config.activation) {
}

torch::Tensor Gpt2FeedForwardImpl::forward(const torch::Tensor& x) {
    return contract(activated(expand(x), m_activation)); // [batch, position, mlp] in between
}

Gpt2BlockImpl::Gpt2BlockImpl(const Gpt2Config& config)
    : attentionNorm(register_module("attentionNorm", layerNorm(config))),
      attention(register_module(
          "attention", nn::CausalSelfAttention(config.modelWidth, config.heads, config.dropout))),
      mlpNorm(register_module("mlpNorm", layerNorm(config))),
      mlp(register_module("mlp", Gpt2FeedForward(config))),
      dropout(register_module("dropout", torch::nn::Dropout(config.dropout))) {
}

torch::Tensor Gpt2BlockImpl::forward(
    torch::Tensor x, std::int64_t layer, nn::KvCache* cache, nn::Capture* capture) {
    x = x + dropout(attention(attentionNorm(x), layer, cache, capture));
    return x + dropout(mlp(mlpNorm(x)));
}

Gpt2Impl::Gpt2Impl(const Gpt2Config& modelConfig)
    : config(modelConfig), tokenEmbedding(register_module("tokenEmbedding",
                               nn::TokenEmbedding(config.vocabularySize, config.modelWidth))),
      positionEmbedding(register_module(
          "positionEmbedding", torch::nn::Embedding(config.contextLength, config.modelWidth))),
      dropout(register_module("dropout", torch::nn::Dropout(config.dropout))),
      blocks(register_module("blocks", torch::nn::ModuleList())),
      finalNorm(register_module("finalNorm", layerNorm(config))) {
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        blocks->push_back(Gpt2Block(config));
    }
    if (!config.tiedOutput) {
        unembedding = register_module("unembedding",
            nn::Linear(config.modelWidth, config.vocabularySize, /*withBias=*/false));
    }
}

torch::Tensor Gpt2Impl::hidden(const torch::Tensor& ids, nn::KvCache* cache, nn::Capture* capture,
    const std::stop_token& stop) {
    const auto first = cache ? cache->length() : 0;
    const auto positions = torch::arange(first, first + ids.size(1),
        torch::dtype(torch::kLong).device(ids.device())); // [position]
    auto x = dropout(tokenEmbedding(ids) + positionEmbedding(positions));
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        if (stop.stop_requested()) {
            throw nn::Interrupted();
        }
        if (capture && capture->wantHiddenStates) {
            capture->hiddenStates.push_back(x);
        }
        x = blocks[static_cast<std::size_t>(layer)]->as<Gpt2Block>()->forward(
            x, layer, cache, capture);
    }
    x = finalNorm(x);
    if (capture && capture->wantHiddenStates) {
        capture->hiddenStates.push_back(
            x); // the last one after the final norm, as transformers does
    }
    if (cache) {
        cache->advance(ids.size(1));
    }
    return x;
}

torch::Tensor Gpt2Impl::logits(const torch::Tensor& hidden) {
    return unembedding ? unembedding(hidden)
                       : tokenEmbedding->unembed(hidden); // [batch, position, vocab]
}

void Gpt2Impl::compress(DType form) {
    for (const auto& module : modules()) {
        if (auto* linear = module->as<nn::LinearImpl>()) {
            linear->compress(form);
        } else if (auto* embedding = module->as<nn::TokenEmbeddingImpl>()) {
            embedding->compress(form);
        }
    }
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
            const bool residual
                = name.ends_with("output.weight") || name.ends_with("contract.weight");
            parameter.normal_(0, residual ? residualRange : config.initializerRange);
        } else {
            parameter.fill_(name.find("Norm.weight") != std::string::npos ? 1.0 : 0.0);
        }
    }
}

} // namespace vitrine::models

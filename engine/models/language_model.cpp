#include "engine/models/language_model.h"

#include <algorithm>

#include "engine/nn/linear.h"
#include "engine/nn/token_embedding.h"

namespace vitrine::models {

namespace {

struct ShapeOf {
    NetworkShape operator()(const Gpt2Config& config) const { return transformer(config); }
    NetworkShape operator()(const BertConfig& config) const {
        auto shape = transformer(config);
        shape.segments = std::max<std::int64_t>(1, config.segments);
        shape.causal = false;
        shape.predictsTokens = config.maskedTokenHead;
        return shape;
    }
    NetworkShape operator()(const RecurrentConfig& config) const { return sizes(config); }
    NetworkShape operator()(const FeedForwardLmConfig& config) const { return sizes(config); }
    NetworkShape operator()(const DecoderConfig& config) const {
        auto shape = transformer(config);
        shape.keyValueHeads = config.keyValueHeads;
        shape.headDim = config.headDim;
        shape.prefixStays = config.rotary.scaling != nn::RotaryScaling::Dynamic;
        return shape;
    }

    template <class Config>
    static NetworkShape sizes(const Config& config) {
        return {.layers = config.layers,
            .modelWidth = config.modelWidth,
            .vocabularySize = config.vocabularySize,
            .contextLength = config.contextLength};
    }
    template <class Config>
    static NetworkShape transformer(const Config& config) {
        auto shape = sizes(config);
        shape.heads = config.heads;
        shape.keyValueHeads = config.heads;
        shape.headDim = config.modelWidth / config.heads;
        shape.mlpWidth = config.mlpWidth;
        return shape;
    }
};

} // namespace

NetworkShape shapeOf(const ModelConfig& config) {
    return std::visit(ShapeOf(), config);
}

nn::KvCache::Shape LanguageModel::cacheShape(std::int64_t rows, std::int64_t capacity) const {
    const auto sizes = shape();
    const auto heads = std::max<std::int64_t>(1, sizes.keyValueHeads);
    return {sizes.layers, rows, heads, capacity, sizes.cacheWidth() / heads};
}

void LanguageModel::compress(DType form) {
    for (const auto& module : modules()) {
        if (auto* linear = module->as<nn::LinearImpl>()) {
            linear->compress(form);
        } else if (auto* embedding = module->as<nn::TokenEmbeddingImpl>()) {
            embedding->compress(form);
        }
    }
}

void LanguageModel::drawWeights(
    std::uint64_t seed, const std::function<double(const std::string& name)>& deviation) {
    const torch::NoGradGuard noGrad;
    torch::manual_seed(seed);
    for (auto& item : named_parameters()) {
        const auto& name = item.key();
        auto& parameter = item.value();
        if (parameter.dim() == 2) {
            torch::nn::init::normal_(parameter, /*mean=*/0, deviation(name));
        } else {
            const bool scale = name.ends_with("orm.weight"); // norm, attentionNorm, mlpNorm, …
            parameter.fill_(scale ? 1.0 : 0.0);
        }
    }
}

} // namespace vitrine::models

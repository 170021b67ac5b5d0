#include "engine/models/language_model.h"

#include <algorithm>

#include "engine/nn/token_embedding.h"

namespace vitrine::models {

namespace {

std::int64_t segmentsOf(const Gpt2Config&) {
    return 1;
}

std::int64_t segmentsOf(const BertConfig& config) {
    return std::max<std::int64_t>(1, config.segments);
}

bool predictsTokens(const Gpt2Config&) {
    return true;
}

bool predictsTokens(const BertConfig& config) {
    return config.maskedTokenHead;
}

} // namespace

NetworkShape shapeOf(const ModelConfig& config) {
    return std::visit(
        [&](const auto& sizes) {
            return NetworkShape{.layers = sizes.layers,
                .heads = sizes.heads,
                .modelWidth = sizes.modelWidth,
                .mlpWidth = sizes.mlpWidth,
                .vocabularySize = sizes.vocabularySize,
                .contextLength = sizes.contextLength,
                .segments = segmentsOf(sizes),
                .causal = std::holds_alternative<Gpt2Config>(config),
                .predictsTokens = predictsTokens(sizes)};
        },
        config);
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

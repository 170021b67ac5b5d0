#include "engine/models/gpt2_anatomy.h"

#include "engine/models/anatomy_parts.h"
#include "engine/models/gpt2_names.h"

namespace vitrine::models {

namespace {

const std::vector<PartName>& partNames() {
    static const std::vector<Site> queryKeyValue{Site::Queries, Site::Keys, Site::Values};
    static const std::vector<PartName> names{
        {"tokenEmbedding.weight", "E", {Site::TokenEmbedding}},
        {"positionEmbedding.weight", "P", {Site::PositionEmbedding}},
        {"attentionNorm.weight", "γ", {Site::AttentionInput}},
        {"attentionNorm.bias", "β", {Site::AttentionInput}},
        {"attention.queryKeyValue.weight", "W", queryKeyValue},
        {"attention.queryKeyValue.bias", "b", queryKeyValue},
        {"attention.output.weight", "W", {Site::AttentionOutput}},
        {"attention.output.bias", "b", {Site::AttentionOutput}},
        {"mlpNorm.weight", "γ", {Site::FeedForwardInput}},
        {"mlpNorm.bias", "β", {Site::FeedForwardInput}},
        {"mlp.expand.weight", "W", {Site::FeedForwardHidden}},
        {"mlp.expand.bias", "b", {Site::FeedForwardHidden}},
        {"mlp.contract.weight", "W", {Site::FeedForwardOutput}},
        {"mlp.contract.bias", "b", {Site::FeedForwardOutput}},
        {"finalNorm.weight", "γ", {Site::FinalNorm}},
        {"finalNorm.bias", "β", {Site::FinalNorm}},
        {"unembedding.weight", "W", {Site::Logits}},
    };
    return names;
}

} // namespace

ModelAnatomy gpt2Anatomy(const Gpt2Config& config) {
    ModelAnatomy anatomy;
    anatomy.layers = static_cast<int>(config.layers);
    anatomy.heads = static_cast<int>(config.heads);
    anatomy.modelWidth = static_cast<int>(config.modelWidth);
    anatomy.mlpWidth = static_cast<int>(config.mlpWidth);
    anatomy.vocabularySize = static_cast<int>(config.vocabularySize);
    anatomy.contextLength = static_cast<int>(config.contextLength);
    anatomy.activation = config.activation;
    std::vector<NamedShape> parameters;
    for (const auto& parameter : gpt2ParameterNames(config)) {
        parameters.push_back({parameter.name, parameter.shape});
    }
    anatomy.parts = anatomyParts(parameters, partNames(), "blocks.");
    if (config.tiedOutput) {
        const std::vector<std::int64_t> shape{config.modelWidth, config.vocabularySize};
        anatomy.parts.push_back({Site::Logits, -1, {{"W", shape, /*shared=*/true}}});
    }
    return anatomy;
}

} // namespace vitrine::models

#include "engine/models/model_anatomy.h"

#include <algorithm>

#include "engine/models/anatomy_parts.h"
#include "engine/models/language_model.h"
#include "engine/models/parameter_names.h"

namespace vitrine::models {

namespace {

const std::vector<PartName>& partNames(const Gpt2Config&) {
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

/// A block's norms come after its parts: the first feeds the feed-forward part, the second ends the
/// block.
const std::vector<PartName>& partNames(const BertConfig&) {
    static const std::vector<PartName> names{
        {"embeddings.token.weight", "E", {Site::TokenEmbedding}},
        {"embeddings.position.weight", "P", {Site::PositionEmbedding}},
        {"embeddings.segment.weight", "S", {Site::SegmentEmbedding}},
        {"embeddings.norm.weight", "γ", {Site::EmbeddingNorm}},
        {"embeddings.norm.bias", "β", {Site::EmbeddingNorm}},
        {"attention.query.weight", "W", {Site::Queries}},
        {"attention.query.bias", "b", {Site::Queries}},
        {"attention.key.weight", "W", {Site::Keys}},
        {"attention.key.bias", "b", {Site::Keys}},
        {"attention.value.weight", "W", {Site::Values}},
        {"attention.value.bias", "b", {Site::Values}},
        {"attention.output.weight", "W", {Site::AttentionOutput}},
        {"attention.output.bias", "b", {Site::AttentionOutput}},
        {"attentionNorm.weight", "γ", {Site::FeedForwardInput}},
        {"attentionNorm.bias", "β", {Site::FeedForwardInput}},
        {"mlp.expand.weight", "W", {Site::FeedForwardHidden}},
        {"mlp.expand.bias", "b", {Site::FeedForwardHidden}},
        {"mlp.contract.weight", "W", {Site::FeedForwardOutput}},
        {"mlp.contract.bias", "b", {Site::FeedForwardOutput}},
        {"mlpNorm.weight", "γ", {Site::BlockOutput}},
        {"mlpNorm.bias", "β", {Site::BlockOutput}},
        {"pooler.weight", "W", {Site::Pooled}},
        {"pooler.bias", "b", {Site::Pooled}},
        {"maskedTokenHead.dense.weight", "W", {Site::MaskedTokenHidden}},
        {"maskedTokenHead.dense.bias", "b", {Site::MaskedTokenHidden}},
        {"maskedTokenHead.norm.weight", "γ", {Site::MaskedTokenNorm}},
        {"maskedTokenHead.norm.bias", "β", {Site::MaskedTokenNorm}},
        {"maskedTokenHead.bias", "b", {Site::Logits}},
        {"maskedTokenHead.decoder.weight", "W", {Site::Logits}},
        {"nextSentenceHead.weight", "W", {Site::NextSentence}},
        {"nextSentenceHead.bias", "b", {Site::NextSentence}},
    };
    return names;
}

/// A step's terms come from the input, by W, and from the state before, by U.
const std::vector<PartName>& partNames(const RecurrentConfig&) {
    static const std::vector<PartName> names{
        {"tokenEmbedding.weight", "E", {Site::TokenEmbedding}},
        {"input.weight", "W", {Site::HiddenState}},
        {"input.bias", "b", {Site::HiddenState}},
        {"recurrent.weight", "U", {Site::HiddenState}},
        {"recurrent.bias", "b", {Site::HiddenState}},
        {"output.bias", "b", {Site::Logits}},
        {"output.decoder.weight", "W", {Site::Logits}},
    };
    return names;
}

const std::vector<PartName>& partNames(const FeedForwardLmConfig&) {
    static const std::vector<PartName> names{
        {"tokenEmbedding.weight", "E", {Site::TokenEmbedding}},
        {"hiddenLayer.weight", "W", {Site::HiddenState}},
        {"hiddenLayer.bias", "b", {Site::HiddenState}},
        {"output.bias", "b", {Site::Logits}},
        {"output.decoder.weight", "W", {Site::Logits}},
    };
    return names;
}

/// A gated part has two maps from its input: what the gate lets through joins it at the activation.
/// Gemma's norms after a part belong to the part's output.
const std::vector<PartName>& partNames(const DecoderConfig&) {
    static const std::vector<PartName> names{
        {"tokenEmbedding.weight", "E", {Site::TokenEmbedding}},
        {"attentionNorm.weight", "γ", {Site::AttentionInput}},
        {"attention.query.weight", "W", {Site::Queries}},
        {"attention.query.bias", "b", {Site::Queries}},
        {"attention.queryNorm.weight", "γ", {Site::Queries}},
        {"attention.key.weight", "W", {Site::Keys}},
        {"attention.key.bias", "b", {Site::Keys}},
        {"attention.keyNorm.weight", "γ", {Site::Keys}},
        {"attention.value.weight", "W", {Site::Values}},
        {"attention.value.bias", "b", {Site::Values}},
        {"attention.output.weight", "W", {Site::AttentionOutput}},
        {"attention.output.bias", "b", {Site::AttentionOutput}},
        {"attentionOutputNorm.weight", "γ", {Site::AttentionOutput}},
        {"mlpNorm.weight", "γ", {Site::FeedForwardInput}},
        {"mlp.gate.weight", "W", {Site::FeedForwardHidden}},
        {"mlp.gate.bias", "b", {Site::FeedForwardHidden}},
        {"mlp.expand.weight", "W", {Site::FeedForwardActivation}},
        {"mlp.expand.bias", "b", {Site::FeedForwardActivation}},
        {"mlp.contract.weight", "W", {Site::FeedForwardOutput}},
        {"mlp.contract.bias", "b", {Site::FeedForwardOutput}},
        {"mlpOutputNorm.weight", "γ", {Site::FeedForwardOutput}},
        {"finalNorm.weight", "γ", {Site::FinalNorm}},
        {"unembedding.weight", "W", {Site::Logits}},
    };
    return names;
}

/// The output reads the token embedding the other way round.
void addTiedOutput(const NetworkShape& shape, std::vector<ModelPart>& parts) {
    auto logits = std::ranges::find(parts, Site::Logits, &ModelPart::site);
    if (logits == parts.end()) {
        logits = parts.insert(parts.end(), {Site::Logits, -1, {}});
    }
    logits->parameters.push_back({"W", {shape.modelWidth, shape.vocabularySize}, /*shared=*/true});
}

} // namespace

ModelAnatomy modelAnatomy(const ModelConfig& config) {
    const auto shape = shapeOf(config);
    ModelAnatomy anatomy;
    anatomy.layers = static_cast<int>(shape.layers);
    anatomy.heads = static_cast<int>(shape.heads);
    anatomy.headDim = static_cast<int>(shape.headDim);
    anatomy.modelWidth = static_cast<int>(shape.modelWidth);
    anatomy.mlpWidth = static_cast<int>(shape.mlpWidth);
    anatomy.vocabularySize = static_cast<int>(shape.vocabularySize);
    anatomy.contextLength = static_cast<int>(shape.contextLength);
    std::visit(
        [&](const auto& sizes) {
            if constexpr (requires { sizes.activation; }) {
                anatomy.activation = sizes.activation;
            }
        },
        config);
    anatomy.normFirst = !std::holds_alternative<BertConfig>(config);
    anatomy.causal = shape.causal;
    std::vector<NamedShape> parameters;
    for (const auto& parameter : parameterNames(config)) {
        parameters.push_back({parameter.name, parameter.shape});
    }
    const auto& names = std::visit(
        [](const auto& sizes) -> const std::vector<PartName>& { return partNames(sizes); }, config);
    anatomy.parts = anatomyParts(parameters, names, "blocks.");
    const bool tied = std::visit([](const auto& sizes) { return sizes.tiedOutput; }, config);
    if (tied && shape.predictsTokens) {
        addTiedOutput(shape, anatomy.parts);
    }
    return anatomy;
}

} // namespace vitrine::models

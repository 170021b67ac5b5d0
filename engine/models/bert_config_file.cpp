#include "engine/models/bert_config_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/models/config_members.h"

namespace vitrine::models {

namespace {

constexpr std::array<std::pair<std::string_view, BertFamily>, 3> Families{{
    {"bert", BertFamily::Bert},
    {"roberta", BertFamily::Roberta},
    {"distilbert", BertFamily::DistilBert},
}};

/// The members of config.json that the families name differently.
struct Keys {
    const char* modelWidth = "hidden_size";
    const char* layers = "num_hidden_layers";
    const char* heads = "num_attention_heads";
    const char* mlpWidth = "intermediate_size";
    const char* activation = "hidden_act";
};
constexpr Keys BertKeys;
constexpr Keys DistilBertKeys{"dim", "n_layers", "n_heads", "hidden_dim", "activation"};

constexpr std::int64_t RobertaVocabulary = 50265;
constexpr std::int64_t RobertaPadding = 1;
constexpr double DistilBertEpsilon = 1e-12; // not in its config

const Keys& keysOf(BertFamily family) {
    return family == BertFamily::DistilBert ? DistilBertKeys : BertKeys;
}

/// RoBERTa counts positions from the one after the padding token's id.
void readPositions(ConfigMembers& members, BertConfig& config) {
    const bool roberta = config.family == BertFamily::Roberta;
    const auto rows = members.integer("max_position_embeddings", 512, 1, LargestContext);
    if (roberta) {
        config.positionOffset
            = members.integer("pad_token_id", RobertaPadding, 0, LargestContext) + 1;
        members.require(rows > config.positionOffset, "max_position_embeddings",
            "leaves no position after the padding token's");
    }
    config.contextLength = rows - config.positionOffset;
}

std::string className(const BertConfig& config) {
    switch (config.family) {
    case BertFamily::Roberta:
        return config.maskedTokenHead ? "RobertaForMaskedLM" : "RobertaModel";
    case BertFamily::DistilBert:
        return config.maskedTokenHead ? "DistilBertForMaskedLM" : "DistilBertModel";
    case BertFamily::Bert:
        break;
    }
    return config.maskedTokenHead && config.nextSentenceHead ? "BertForPreTraining"
        : config.maskedTokenHead                             ? "BertForMaskedLM"
        : config.nextSentenceHead                            ? "BertForNextSentencePrediction"
                                                             : "BertModel";
}

} // namespace

std::optional<BertFamily> bertFamily(std::string_view modelType) {
    const auto* known
        = std::ranges::find(Families, modelType, &decltype(Families)::value_type::first);
    return known == Families.end() ? std::nullopt : std::optional(known->second);
}

std::string_view modelType(BertFamily family) {
    return std::ranges::find(Families, family, &decltype(Families)::value_type::second)->first;
}

Expected<BertConfig> readBertConfig(const text::JsonValue& root, BertFamily family) {
    ConfigMembers members(root);
    const auto& keys = keysOf(family);
    const bool distil = family == BertFamily::DistilBert;
    BertConfig config;
    config.family = family;
    config.vocabularySize = members.integer("vocab_size",
        family == BertFamily::Roberta ? RobertaVocabulary : config.vocabularySize, 1,
        LargestVocabulary);
    readPositions(members, config);
    config.segments
        = distil ? 0 : members.integer("type_vocab_size", config.segments, 1, LargestWidth);
    config.modelWidth = members.integer(keys.modelWidth, config.modelWidth, 1, LargestWidth);
    config.layers = members.integer(keys.layers, distil ? 6 : config.layers, 1, LargestDepth);
    config.heads = members.integer(keys.heads, config.heads, 1, LargestWidth);
    config.mlpWidth = members.integer(keys.mlpWidth, config.mlpWidth, 1, 4 * LargestWidth);
    config.activation = members.activation(keys.activation, config.activation);
    config.layerNormEpsilon
        = distil ? DistilBertEpsilon : members.number("layer_norm_eps", config.layerNormEpsilon);
    config.initializerRange = members.number("initializer_range", config.initializerRange);
    config.tiedOutput = members.flag("tie_word_embeddings", config.tiedOutput);
    config.pooler = !distil;
    config.nextSentenceHead = family == BertFamily::Bert;
    members.refuseVariant("is_decoder", false);
    members.refuseVariant("add_cross_attention", false);
    members.require(members.string("position_embedding_type", "absolute") == "absolute",
        "position_embedding_type", "is not supported");
    members.require(config.modelWidth % config.heads == 0, keys.heads,
        "must divide " + std::string(keys.modelWidth) + ", " + std::to_string(config.modelWidth));
    members.require(config.layerNormEpsilon > 0 && std::isfinite(config.layerNormEpsilon),
        "layer_norm_eps", "must be above 0");
    return members.result(config);
}

nlohmann::ordered_json bertConfigJson(const BertConfig& config) {
    const auto& keys = keysOf(config.family);
    nlohmann::ordered_json json{
        {"architectures", nlohmann::ordered_json::array({className(config)})},
        {"model_type", modelType(config.family)},
        {"vocab_size", config.vocabularySize},
        {"max_position_embeddings", config.positionOffset + config.contextLength},
        {keys.modelWidth, config.modelWidth},
        {keys.layers, config.layers},
        {keys.heads, config.heads},
        {keys.mlpWidth, config.mlpWidth},
        {keys.activation, nameOf(config.activation)},
        {"initializer_range", config.initializerRange},
        {"tie_word_embeddings", config.tiedOutput},
    };
    if (config.family != BertFamily::DistilBert) {
        json["type_vocab_size"] = config.segments;
        json["layer_norm_eps"] = config.layerNormEpsilon;
    }
    if (config.family == BertFamily::Roberta) {
        json["pad_token_id"] = config.positionOffset - 1;
    }
    return json;
}

} // namespace vitrine::models

#include "engine/models/gpt2_config_file.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include "engine/models/config_members.h"

namespace vitrine::models {

Expected<Gpt2Config> readGpt2Config(const text::JsonValue& root) {
    ConfigMembers members(root);
    Gpt2Config config;
    config.vocabularySize
        = members.integer("vocab_size", config.vocabularySize, 1, LargestVocabulary);
    const auto context = members.integer("n_ctx", config.contextLength, 1, LargestContext);
    config.contextLength = members.integer("n_positions", context, 1, LargestContext);
    config.modelWidth = members.integer("n_embd", config.modelWidth, 1, LargestWidth);
    config.layers = members.integer("n_layer", config.layers, 1, LargestDepth);
    config.heads = members.integer("n_head", config.heads, 1, LargestWidth);
    config.mlpWidth = members.integer("n_inner", 4 * config.modelWidth, 1, 4 * LargestWidth);
    config.layerNormEpsilon = members.number("layer_norm_epsilon", config.layerNormEpsilon);
    config.initializerRange = members.number("initializer_range", config.initializerRange);
    config.tiedOutput = members.flag("tie_word_embeddings", config.tiedOutput);
    config.activation = members.activation("activation_function", config.activation);
    members.refuseVariant("scale_attn_weights", true);
    members.refuseVariant("scale_attn_by_inverse_layer_idx", false);
    members.refuseVariant("add_cross_attention", false);
    members.require(config.modelWidth % config.heads == 0, "n_head",
        "must divide n_embd, " + std::to_string(config.modelWidth));
    members.require(config.layerNormEpsilon > 0 && std::isfinite(config.layerNormEpsilon),
        "layer_norm_epsilon", "must be above 0");
    return members.result(config);
}

nlohmann::ordered_json gpt2ConfigJson(const Gpt2Config& config) {
    return {
        {"architectures", nlohmann::ordered_json::array({"GPT2LMHeadModel"})},
        {"model_type", "gpt2"},
        {"vocab_size", config.vocabularySize},
        {"n_positions", config.contextLength},
        {"n_ctx", config.contextLength},
        {"n_embd", config.modelWidth},
        {"n_layer", config.layers},
        {"n_head", config.heads},
        {"n_inner", config.mlpWidth},
        {"activation_function", nameOf(config.activation)},
        {"layer_norm_epsilon", config.layerNormEpsilon},
        {"initializer_range", config.initializerRange},
        {"tie_word_embeddings", config.tiedOutput},
    };
}

} // namespace vitrine::models

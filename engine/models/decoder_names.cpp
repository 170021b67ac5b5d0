#include "engine/models/decoder_names.h"

#include <array>
#include <string>

namespace vitrine::models {

namespace {

using Shape = std::vector<std::int64_t>;

bool always(const DecoderConfig&) {
    return true;
}
bool hasProjectionBias(const DecoderConfig& c) {
    return c.projectionBias;
}
bool hasOutputBias(const DecoderConfig& c) {
    return c.outputBias;
}
bool hasMlpBias(const DecoderConfig& c) {
    return c.mlpBias;
}
bool normsHeads(const DecoderConfig& c) {
    return c.normsHeads();
}
bool normsOutputs(const DecoderConfig& c) {
    return c.normsOutputs();
}
bool addsOutputsAsTheyAre(const DecoderConfig& c) {
    return !c.normsOutputs();
}

Shape modelShape(const DecoderConfig& c) {
    return {c.modelWidth};
}
Shape headShape(const DecoderConfig& c) {
    return {c.headDim};
}
Shape mlpShape(const DecoderConfig& c) {
    return {c.mlpWidth};
}
Shape queryBias(const DecoderConfig& c) {
    return {c.heads * c.headDim};
}
Shape keyValueBias(const DecoderConfig& c) {
    return {c.keyValueHeads * c.headDim};
}
Shape queryMatrix(const DecoderConfig& c) {
    return {c.heads * c.headDim, c.modelWidth};
}
Shape keyValueMatrix(const DecoderConfig& c) {
    return {c.keyValueHeads * c.headDim, c.modelWidth};
}
Shape outputMatrix(const DecoderConfig& c) {
    return {c.modelWidth, c.heads * c.headDim};
}
Shape expandMatrix(const DecoderConfig& c) {
    return {c.mlpWidth, c.modelWidth};
}
Shape contractMatrix(const DecoderConfig& c) {
    return {c.modelWidth, c.mlpWidth};
}
Shape vocabularyMatrix(const DecoderConfig& c) {
    return {c.vocabularySize, c.modelWidth};
}

struct Entry {
    std::string_view name;
    std::string_view stored;
    Shape (*shape)(const DecoderConfig&);
    bool (*exists)(const DecoderConfig&) = always;
};

constexpr Entry Embedding{"tokenEmbedding.weight", "embed_tokens.weight", vocabularyMatrix};

/// Llama's "post_attention_layernorm" comes before the feed-forward part, Gemma's after attention.
constexpr std::array Block{
    Entry{"attentionNorm.weight", "input_layernorm.weight", modelShape},
    Entry{"attention.query.weight", "self_attn.q_proj.weight", queryMatrix},
    Entry{"attention.query.bias", "self_attn.q_proj.bias", queryBias, hasProjectionBias},
    Entry{"attention.queryNorm.weight", "self_attn.q_norm.weight", headShape, normsHeads},
    Entry{"attention.key.weight", "self_attn.k_proj.weight", keyValueMatrix},
    Entry{"attention.key.bias", "self_attn.k_proj.bias", keyValueBias, hasProjectionBias},
    Entry{"attention.keyNorm.weight", "self_attn.k_norm.weight", headShape, normsHeads},
    Entry{"attention.value.weight", "self_attn.v_proj.weight", keyValueMatrix},
    Entry{"attention.value.bias", "self_attn.v_proj.bias", keyValueBias, hasProjectionBias},
    Entry{"attention.output.weight", "self_attn.o_proj.weight", outputMatrix},
    Entry{"attention.output.bias", "self_attn.o_proj.bias", modelShape, hasOutputBias},
    Entry{
        "attentionOutputNorm.weight", "post_attention_layernorm.weight", modelShape, normsOutputs},
    Entry{"mlpNorm.weight", "post_attention_layernorm.weight", modelShape, addsOutputsAsTheyAre},
    Entry{"mlpNorm.weight", "pre_feedforward_layernorm.weight", modelShape, normsOutputs},
    Entry{"mlp.gate.weight", "mlp.gate_proj.weight", expandMatrix},
    Entry{"mlp.gate.bias", "mlp.gate_proj.bias", mlpShape, hasMlpBias},
    Entry{"mlp.expand.weight", "mlp.up_proj.weight", expandMatrix},
    Entry{"mlp.expand.bias", "mlp.up_proj.bias", mlpShape, hasMlpBias},
    Entry{"mlp.contract.weight", "mlp.down_proj.weight", contractMatrix},
    Entry{"mlp.contract.bias", "mlp.down_proj.bias", modelShape, hasMlpBias},
    Entry{"mlpOutputNorm.weight", "post_feedforward_layernorm.weight", modelShape, normsOutputs},
};

constexpr Entry FinalNorm{"finalNorm.weight", "norm.weight", modelShape};
constexpr Entry Unembedding{"unembedding.weight", "lm_head.weight", vocabularyMatrix};

ParameterName named(const Entry& entry, const DecoderConfig& config, const std::string& prefix,
    const std::string& storedPrefix) {
    return {prefix + std::string(entry.name), storedPrefix + std::string(entry.stored),
        entry.shape(config)};
}

} // namespace

std::vector<ParameterName> decoderNames(const DecoderConfig& config) {
    const std::string stored(DecoderPrefix);
    std::vector<ParameterName> names{named(Embedding, config, "", stored)};
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        const auto number = std::to_string(layer);
        for (const auto& entry : Block) {
            if (entry.exists(config)) {
                names.push_back(named(
                    entry, config, "blocks." + number + ".", stored + "layers." + number + "."));
            }
        }
    }
    names.push_back(named(FinalNorm, config, "", stored));
    if (!config.tiedOutput) {
        names.push_back(named(Unembedding, config, "", ""));
    }
    return names;
}

} // namespace vitrine::models

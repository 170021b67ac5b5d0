#include "engine/models/decoder_config_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/models/config_members.h"

namespace vitrine::models {

namespace {

using nn::RotaryOptions;
using nn::RotaryScaling;
using text::JsonValue;

struct Family {
    DecoderFamily family;
    std::string_view modelType;
    const char* architecture;
};

constexpr std::array Families{
    Family{DecoderFamily::Llama, "llama", "LlamaForCausalLM"},
    Family{DecoderFamily::Qwen2, "qwen2", "Qwen2ForCausalLM"},
    Family{DecoderFamily::Qwen3, "qwen3", "Qwen3ForCausalLM"},
    Family{DecoderFamily::Gemma3, "gemma3_text", "Gemma3ForCausalLM"},
};

constexpr std::array<std::pair<std::string_view, RotaryScaling>, 5> Scalings{{
    {"default", RotaryScaling::None},
    {"linear", RotaryScaling::Linear},
    {"dynamic", RotaryScaling::Dynamic},
    {"llama3", RotaryScaling::Llama3},
    {"yarn", RotaryScaling::Yarn},
}};

constexpr const char* FullAttention = "full_attention";
constexpr const char* SlidingAttention = "sliding_attention";
constexpr double LargestFactor = 1e4;
constexpr std::int64_t GemmaQueryScalar = 256; // whose root divides scores, of every size but 27B
constexpr std::int64_t GemmaWindowPattern = 6; // every sixth layer sees everything

/// What transformers takes an absent value to be.
DecoderConfig defaultsOf(DecoderFamily family) {
    DecoderConfig config;
    config.family = family;
    config.windowRotary.base = config.rotary.base;
    if (family == DecoderFamily::Qwen2 || family == DecoderFamily::Qwen3) {
        config.vocabularySize = 151936;
        config.contextLength = 32768;
        config.mlpWidth = 22016;
        config.window = 4096;
    } else if (family == DecoderFamily::Gemma3) {
        config.vocabularySize = 262208;
        config.contextLength = 131072;
        config.modelWidth = 2304;
        config.layers = 26;
        config.heads = 8;
        config.keyValueHeads = 4;
        config.headDim = 256;
        config.mlpWidth = 9216;
        config.activation = Activation::GeluTanh;
        config.rotary.base = 1e6;
        config.window = 4096;
        config.tiedOutput = true;
    }
    return config;
}

void readSizes(ConfigMembers& members, DecoderConfig& config) {
    config.vocabularySize
        = members.integer("vocab_size", config.vocabularySize, 1, LargestVocabulary);
    config.contextLength
        = members.integer("max_position_embeddings", config.contextLength, 1, LargestContext);
    config.modelWidth = members.integer("hidden_size", config.modelWidth, 1, LargestWidth);
    config.mlpWidth = members.integer("intermediate_size", config.mlpWidth, 1, 4 * LargestWidth);
    config.layers = members.integer("num_hidden_layers", config.layers, 1, LargestDepth);
    config.heads = members.integer("num_attention_heads", config.heads, 1, LargestWidth);
    const bool gemma = config.family == DecoderFamily::Gemma3;
    config.keyValueHeads = members.integer(
        "num_key_value_heads", gemma ? config.keyValueHeads : config.heads, 1, LargestWidth);
    const bool ownHeadDim = config.normsHeads();
    config.headDim = members.integer("head_dim",
        ownHeadDim ? config.headDim : std::max<std::int64_t>(1, config.modelWidth / config.heads),
        1, LargestWidth);
    members.require(config.heads % config.keyValueHeads == 0, "num_key_value_heads",
        "must divide num_attention_heads, " + std::to_string(config.heads));
    members.require(config.headDim >= 4 && config.headDim % 2 == 0,
        ownHeadDim ? "head_dim" : "num_attention_heads",
        "must leave heads of an even width of at least 4");
}

void readBiases(ConfigMembers& members, DecoderConfig& config) {
    if (config.family == DecoderFamily::Qwen2) {
        config.projectionBias = true;
        return;
    }
    config.projectionBias = members.flag("attention_bias", false);
    config.outputBias = config.projectionBias;
    if (config.family == DecoderFamily::Llama) {
        config.mlpBias = members.flag("mlp_bias", false);
    }
}

void refuseGemmaVariants(const JsonValue& root, ConfigMembers& members) {
    for (const auto* key : {"final_logit_softcapping", "attn_logit_softcapping"}) {
        members.require(!root.find(key), key, "is not supported");
    }
    members.refuseVariant("use_bidirectional_attention", false);
}

void readNumbers(const JsonValue& root, ConfigMembers& members, DecoderConfig& config) {
    const bool gemma = config.family == DecoderFamily::Gemma3;
    config.activation
        = members.activation(gemma ? "hidden_activation" : "hidden_act", config.activation);
    config.normEpsilon = members.number("rms_norm_eps", config.normEpsilon);
    config.initializerRange = members.number("initializer_range", config.initializerRange);
    config.tiedOutput = members.flag("tie_word_embeddings", config.tiedOutput);
    members.require(config.normEpsilon > 0 && std::isfinite(config.normEpsilon), "rms_norm_eps",
        "must be above 0");
    if (gemma) {
        const auto scalar
            = members.integer("query_pre_attn_scalar", GemmaQueryScalar, 1, LargestWidth);
        config.queryScale
            = std::sqrt(static_cast<double>(config.headDim) / static_cast<double>(scalar));
        refuseGemmaVariants(root, members);
    }
}

/// Which layers have a window, as "layer_types" lists them.
Expected<std::vector<bool>> listedWindows(const JsonValue& types, std::int64_t layers) {
    const auto elements = types.elements();
    if (!elements) {
        return Unexpected(elements.error());
    }
    if (std::ssize(*elements) != layers) {
        return Unexpected(types.invalid("must name the type of each layer"));
    }
    std::vector<bool> windowed;
    for (const auto& element : *elements) {
        const auto type = element.asString();
        if (!type) {
            return Unexpected(type.error());
        }
        if (*type != FullAttention && *type != SlidingAttention) {
            return Unexpected(element.invalid("is not supported"));
        }
        windowed.push_back(*type == SlidingAttention);
    }
    return windowed;
}

/// Which layers have a window, by the rule of the family.
std::vector<bool> ruledWindows(ConfigMembers& members, const DecoderConfig& config) {
    const bool gemma = config.family == DecoderFamily::Gemma3;
    const auto pattern = gemma
        ? members.integer("sliding_window_pattern", GemmaWindowPattern, 1, LargestDepth)
        : 1;
    const auto first = gemma ? 0 : members.integer("max_window_layers", 28, 0, LargestDepth);
    std::vector<bool> windowed;
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        windowed.push_back(gemma ? (layer + 1) % pattern != 0 : layer >= first);
    }
    return windowed;
}

void readWindows(const JsonValue& root, ConfigMembers& members, DecoderConfig& config) {
    const bool asked = config.family == DecoderFamily::Gemma3
        || (config.family != DecoderFamily::Llama && members.flag("use_sliding_window", false));
    if (!asked) {
        config.window = 0;
        return;
    }
    config.window = members.integer("sliding_window", config.window, 1, LargestContext);
    const auto types = root.find("layer_types");
    config.windowed = types ? members.take(listedWindows(*types, config.layers), {})
                            : ruledWindows(members, config);
    if (std::ranges::find(config.windowed, true) == config.windowed.end()) {
        config.windowed.clear();
        config.window = 0;
    }
}

/// Peng et al. 2023, equation 22, with the weights that later models give it.
double yarnAttention(double factor, double weight) {
    return factor <= 1 ? 1 : 0.1 * weight * std::log(factor) + 1;
}

void readYarn(
    const JsonValue& object, ConfigMembers& members, std::int64_t context, RotaryOptions& rotary) {
    const auto longer = static_cast<double>(context) / static_cast<double>(rotary.originalContext);
    if (!object.find("factor")) {
        rotary.factor = longer;
    }
    rotary.fastRotations = members.number("beta_fast", rotary.fastRotations);
    rotary.slowRotations = members.number("beta_slow", rotary.slowRotations);
    rotary.wholeDimensions = members.flag("truncate", rotary.wholeDimensions);
    const double part = members.number("mscale", 0);
    const double whole = members.number("mscale_all_dim", 0);
    const double usual = part != 0 && whole != 0
        ? yarnAttention(rotary.factor, part) / yarnAttention(rotary.factor, whole)
        : yarnAttention(rotary.factor, 1);
    rotary.attentionFactor = members.number("attention_factor", usual);
    members.require(rotary.fastRotations > 0 && std::isfinite(rotary.fastRotations), "beta_fast",
        "must be above 0");
    members.require(rotary.slowRotations > 0 && std::isfinite(rotary.slowRotations), "beta_slow",
        "must be above 0");
    members.require(rotary.attentionFactor > 0 && std::isfinite(rotary.attentionFactor),
        "attention_factor", "must be above 0");
}

void readLlama3(ConfigMembers& members, RotaryOptions& rotary) {
    rotary.lowFrequencyFactor = members.number("low_freq_factor", rotary.lowFrequencyFactor);
    rotary.highFrequencyFactor = members.number("high_freq_factor", rotary.highFrequencyFactor);
    members.require(rotary.lowFrequencyFactor > 0
            && rotary.highFrequencyFactor > rotary.lowFrequencyFactor
            && std::isfinite(rotary.highFrequencyFactor),
        "high_freq_factor", "must be above low_freq_factor, and that above 0");
}

RotaryScaling readScaling(const JsonValue& object, ConfigMembers& members) {
    const auto* key = object.find("rope_type") ? "rope_type" : "type";
    const auto name = members.string(key, "default");
    const auto* known
        = std::ranges::find(Scalings, name, &std::pair<std::string_view, RotaryScaling>::first);
    members.require(known != Scalings.end(), key, "is not supported");
    return known == Scalings.end() ? RotaryScaling::None : known->second;
}

/// An object that says how positions turn: "rope_parameters", or "rope_scaling" of older files,
/// whose base stands beside it. `context` is "max_position_embeddings".
Expected<RotaryOptions> readRotary(const JsonValue& object, double base, std::int64_t context) {
    ConfigMembers members(object);
    RotaryOptions rotary;
    rotary.base = members.number("rope_theta", base);
    rotary.scaling = readScaling(object, members);
    if (rotary.scaling == RotaryScaling::None) {
        return members.result(rotary);
    }
    rotary.originalContext = context;
    if (rotary.scaling == RotaryScaling::Llama3 || rotary.scaling == RotaryScaling::Yarn) {
        rotary.originalContext
            = members.integer("original_max_position_embeddings", context, 1, LargestContext);
    }
    rotary.factor = members.number("factor", 1);
    if (rotary.scaling == RotaryScaling::Llama3) {
        readLlama3(members, rotary);
    } else if (rotary.scaling == RotaryScaling::Yarn) {
        readYarn(object, members, context, rotary);
    }
    members.require(
        rotary.factor >= 1 && rotary.factor <= LargestFactor, "factor", "must be at least 1");
    return members.result(rotary);
}

/// Without scaling, or with that of "rope_scaling".
RotaryOptions readOldRotary(
    const JsonValue& root, ConfigMembers& members, const DecoderConfig& config) {
    const double base = members.number("rope_theta", config.rotary.base);
    const auto scaling = root.find("rope_scaling");
    RotaryOptions plain;
    plain.base = base;
    return scaling ? members.take(readRotary(*scaling, base, config.contextLength), plain) : plain;
}

void readRotaries(const JsonValue& root, ConfigMembers& members, DecoderConfig& config) {
    const auto context = config.contextLength;
    const auto parameters = root.find("rope_parameters");
    const auto full = parameters ? parameters->find(FullAttention) : std::nullopt;
    const auto sliding = parameters ? parameters->find(SlidingAttention) : std::nullopt;
    const auto windowBase = members.number("rope_local_base_freq", config.windowRotary.base);
    if (!parameters) {
        config.rotary = readOldRotary(root, members, config);
    } else {
        config.rotary = members.take(
            readRotary(full ? *full : *parameters, config.rotary.base, context), config.rotary);
    }
    config.windowRotary.base = windowBase;
    if (sliding) {
        config.windowRotary
            = members.take(readRotary(*sliding, windowBase, context), config.windowRotary);
    } else if (config.family != DecoderFamily::Gemma3) {
        config.windowRotary = config.rotary;
    }
    members.require(config.family != DecoderFamily::Gemma3
            || config.windowRotary.scaling == RotaryScaling::None,
        "rope_parameters", "must not scale the layers with a window");
    const auto turns
        = [](const RotaryOptions& rotary) { return rotary.base > 1 && std::isfinite(rotary.base); };
    members.require(turns(config.rotary) && turns(config.windowRotary),
        parameters ? "rope_parameters" : "rope_theta", "must be above 1");
}

/// Two kinds of scaling state the length before it.
std::int64_t scaledContext(const DecoderConfig& config) {
    const auto& rotary = config.rotary;
    const auto scaled = [&](std::int64_t length) {
        return static_cast<std::int64_t>(static_cast<double>(length) * rotary.factor);
    };
    switch (rotary.scaling) {
    case RotaryScaling::Linear:
        return config.family == DecoderFamily::Gemma3 ? config.contextLength
                                                      : scaled(config.contextLength);
    case RotaryScaling::Dynamic:
        return scaled(config.contextLength);
    case RotaryScaling::Yarn:
        return std::max(config.contextLength, scaled(rotary.originalContext));
    case RotaryScaling::None:
    case RotaryScaling::Llama3:
        break;
    }
    return config.contextLength;
}

nlohmann::ordered_json scalingJson(const RotaryOptions& rotary) {
    const auto* name = std::ranges::find(
        Scalings, rotary.scaling, &std::pair<std::string_view, RotaryScaling>::second);
    nlohmann::ordered_json json{{"rope_type", name->first}, {"factor", rotary.factor}};
    if (rotary.scaling == RotaryScaling::Llama3) {
        json["low_freq_factor"] = rotary.lowFrequencyFactor;
        json["high_freq_factor"] = rotary.highFrequencyFactor;
        json["original_max_position_embeddings"] = rotary.originalContext;
    } else if (rotary.scaling == RotaryScaling::Yarn) {
        json["beta_fast"] = rotary.fastRotations;
        json["beta_slow"] = rotary.slowRotations;
        json["truncate"] = rotary.wholeDimensions;
        json["attention_factor"] = rotary.attentionFactor;
        json["original_max_position_embeddings"] = rotary.originalContext;
    }
    return json;
}

nlohmann::ordered_json layerTypes(const DecoderConfig& config) {
    auto types = nlohmann::ordered_json::array();
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        types.push_back(config.isWindowed(layer) ? SlidingAttention : FullAttention);
    }
    return types;
}

void addGemma(const DecoderConfig& config, nlohmann::ordered_json& json) {
    json["hidden_activation"] = "gelu_pytorch_tanh";
    json["query_pre_attn_scalar"] = std::lround(
        static_cast<double>(config.headDim) / (config.queryScale * config.queryScale));
    json["rope_local_base_freq"] = config.windowRotary.base;
}

} // namespace

std::optional<DecoderFamily> decoderFamily(std::string_view modelType) {
    const auto* known = std::ranges::find(Families, modelType, &Family::modelType);
    return known == Families.end() ? std::nullopt : std::optional(known->family);
}

Expected<DecoderConfig> readDecoderConfig(const JsonValue& root, DecoderFamily family) {
    ConfigMembers members(root);
    auto config = defaultsOf(family);
    readSizes(members, config);
    readBiases(members, config);
    readNumbers(root, members, config);
    readWindows(root, members, config);
    readRotaries(root, members, config);
    config.contextLength = scaledContext(config);
    members.require(config.contextLength <= LargestContext, "max_position_embeddings",
        "is too large with its scaling");
    return members.result(config);
}

nlohmann::ordered_json decoderConfigJson(const DecoderConfig& config) {
    const auto* family = std::ranges::find(Families, config.family, &Family::family);
    const auto scaling = config.rotary.scaling;
    const bool beforeScaling
        = scaling == RotaryScaling::Linear || scaling == RotaryScaling::Dynamic;
    nlohmann::ordered_json json{
        {"architectures", nlohmann::ordered_json::array({family->architecture})},
        {"model_type", family->modelType},
        {"vocab_size", config.vocabularySize},
        {"max_position_embeddings",
            beforeScaling ? config.rotary.originalContext : config.contextLength},
        {"hidden_size", config.modelWidth},
        {"intermediate_size", config.mlpWidth},
        {"num_hidden_layers", config.layers},
        {"num_attention_heads", config.heads},
        {"num_key_value_heads", config.keyValueHeads},
        {"head_dim", config.headDim},
        {"hidden_act", nameOf(config.activation)},
        {"rms_norm_eps", config.normEpsilon},
        {"initializer_range", config.initializerRange},
        {"attention_bias", config.outputBias},
        {"tie_word_embeddings", config.tiedOutput},
        {"rope_theta", config.rotary.base},
    };
    if (scaling != RotaryScaling::None) {
        json["rope_scaling"] = scalingJson(config.rotary);
    }
    if (config.family == DecoderFamily::Llama) {
        json["mlp_bias"] = config.mlpBias;
    }
    if (config.window > 0) {
        json["use_sliding_window"] = true;
        json["sliding_window"] = config.window;
    }
    if (config.family != DecoderFamily::Llama) {
        json["layer_types"] = layerTypes(config);
    }
    if (config.family == DecoderFamily::Gemma3) {
        addGemma(config, json);
    }
    return json;
}

} // namespace vitrine::models

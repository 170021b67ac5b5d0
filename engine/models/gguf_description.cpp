#include "engine/models/gguf_description.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/formats/dequantize.h"
#include "engine/models/decoder_config_file.h"
#include "engine/text/json_value.h"
#include "engine/text/tokenizer_parts.h"

namespace vitrine::models {

namespace {

using formats::GgufContent;
using formats::GgufTensor;
using Json = nlohmann::json;

/// GGUF's architecture, transformers' model_type.
constexpr std::array<std::pair<std::string_view, const char*>, 4> Architectures{{
    {"llama", "llama"},
    {"qwen2", "qwen2"},
    {"qwen3", "qwen3"},
    {"gemma3", "gemma3_text"},
}};

/// Parts of a block: the network's name, GGUF's.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> BlockParts{{
    {"attentionNorm", "attn_norm"},
    {"attention.query", "attn_q"},
    {"attention.queryNorm", "attn_q_norm"},
    {"attention.key", "attn_k"},
    {"attention.keyNorm", "attn_k_norm"},
    {"attention.value", "attn_v"},
    {"attention.output", "attn_output"},
    {"attentionOutputNorm", "post_attention_norm"},
    {"mlpNorm", "ffn_norm"},
    {"mlp.gate", "ffn_gate"},
    {"mlp.expand", "ffn_up"},
    {"mlp.contract", "ffn_down"},
    {"mlpOutputNorm", "post_ffw_norm"},
}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 3> OtherParts{{
    {"tokenEmbedding", "token_embd"},
    {"finalNorm", "output_norm"},
    {"unembedding", "output"},
}};

constexpr const char* FrequenciesName = "rope_freqs.weight";
constexpr std::string_view BlocksPrefix = "blocks.";

template <std::size_t Size>
std::string_view otherName(
    const std::array<std::pair<std::string_view, std::string_view>, Size>& names,
    std::string_view name) {
    return std::ranges::find(names, name, &std::pair<std::string_view, std::string_view>::first)
        ->second;
}

const GgufTensor* tensorOf(const GgufContent& content, std::string_view name) {
    const auto found = std::ranges::find(content.tensors, name, &GgufTensor::name);
    return found == content.tensors.end() ? nullptr : &*found;
}

[[noreturn]] void fail(
    ErrorCode code, const GgufContent& content, const std::string& place, const std::string& why) {
    const auto file = content.file->path().string();
    throw tl::bad_expected_access<Error>(
        Error{code, file, place, file + ": " + place + ": " + why});
}

/// Puts what the metadata say into the members of a config.json, which is then read as any other.
class ConfigMaker {
public:
    ConfigMaker(const GgufContent& content, std::string architecture)
        : m_content(content), m_architecture(std::move(architecture)) { }

    Json make() {
        const auto& embedding = tensor("token_embd.weight");
        m_json["vocab_size"] = embedding.shape.front();
        m_json["tie_word_embeddings"] = tensorOf(m_content, "output.weight") == nullptr;
        addSizes();
        m_json["attention_bias"] = tensorOf(m_content, "blk.0.attn_q.bias") != nullptr;
        m_json["mlp_bias"] = tensorOf(m_content, "blk.0.ffn_gate.bias") != nullptr;
        addRotary();
        if (m_architecture == "gemma3") {
            addGemma();
        }
        return std::move(m_json);
    }

private:
    const formats::GgufValue* find(const std::string& key) const {
        return m_content.find(m_architecture + '.' + key);
    }
    std::int64_t integer(const std::string& key) const {
        return m_content.value(m_architecture + '.' + key).value().asInteger().value();
    }
    void copyInteger(const char* member, const std::string& key) {
        if (const auto* value = find(key)) {
            m_json[member] = value->asInteger().value();
        }
    }
    void copyNumber(const char* member, const std::string& key) {
        if (const auto* value = find(key)) {
            m_json[member] = value->asNumber().value();
        }
    }
    const GgufTensor& tensor(const char* name) const {
        const auto* found = tensorOf(m_content, name);
        if (!found || found->shape.empty()) {
            fail(ErrorCode::TensorMissing, m_content, name, "the tensor is missing.");
        }
        return *found;
    }

    void addSizes() {
        m_json["hidden_size"] = integer("embedding_length");
        m_json["intermediate_size"] = integer("feed_forward_length");
        m_json["num_hidden_layers"] = integer("block_count");
        m_json["num_attention_heads"] = integer("attention.head_count");
        m_json["max_position_embeddings"] = integer("context_length");
        m_json["num_key_value_heads"] = m_json["num_attention_heads"];
        copyInteger("num_key_value_heads", "attention.head_count_kv");
        copyInteger("head_dim", "attention.key_length");
        copyNumber("rms_norm_eps", "attention.layer_norm_rms_epsilon");
    }

    std::int64_t headDim() const {
        const auto heads = m_json["num_attention_heads"].get<std::int64_t>();
        return m_json.value("head_dim",
            m_json["hidden_size"].get<std::int64_t>() / std::max<std::int64_t>(1, heads));
    }

    void addRotary() {
        copyNumber("rope_theta", "rope.freq_base");
        const auto* dimensions = find("rope.dimension_count");
        if (dimensions && dimensions->asInteger().value() != headDim()) {
            fail(ErrorCode::ValueInvalid, m_content, m_architecture + ".rope.dimension_count",
                "heads that turn in part are not supported.");
        }
        if (const auto* kind = find("rope.scaling.type");
            kind && kind->asText().value() != "none") {
            addScaling(std::string(kind->asText().value()));
        } else if (tensorOf(m_content, FrequenciesName)) {
            addLlama3();
        }
    }

    void addScaling(const std::string& kind) {
        Json scaling{{"rope_type", kind}, {"factor", 1}};
        if (const auto* factor = find("rope.scaling.factor")) {
            scaling["factor"] = factor->asNumber().value();
        }
        if (const auto* context = find("rope.scaling.original_context_length")) {
            scaling["original_max_position_embeddings"] = context->asInteger().value();
        }
        m_json["rope_scaling"] = std::move(scaling);
    }

    /// Llama 3 keeps what each wave is divided by instead of the rule that it follows from; the
    /// rule of all its models differs in one number, which is the largest.
    void addLlama3() {
        const auto& stored = tensor(FrequenciesName);
        if (stored.type != formats::BlockType::Float32 || stored.shape.size() != 1) {
            fail(ErrorCode::TensorType, m_content, FrequenciesName, "must be a list of float32.");
        }
        std::vector<float> divisors(static_cast<std::size_t>(stored.shape.front()));
        formats::dequantize(stored.type, stored.bytes, divisors);
        constexpr double Original = 8192;
        constexpr double Low = 1;
        constexpr double High = 4;
        const double factor = divisors.empty() ? 1 : std::ranges::max(divisors);
        const double base = m_json.value("rope_theta", 10000.0);
        for (std::size_t i = 0; i < divisors.size(); ++i) {
            const double wave = 2 * std::numbers::pi
                * std::pow(base, static_cast<double>(i) / static_cast<double>(divisors.size()));
            const double ramp = std::clamp((Original / wave - Low) / (High - Low), 0.0, 1.0);
            const double divisor = 1 / ((1 - ramp) / factor + ramp);
            constexpr double Rounding = 1e-3; // relative; the file's float32 and more
            if (!(std::abs(divisors[i] - divisor) <= Rounding * divisor)) {
                fail(ErrorCode::ValueInvalid, m_content, FrequenciesName,
                    "this scaling of positions is not supported.");
            }
        }
        m_json["rope_scaling"] = {{"rope_type", "llama3"}, {"factor", factor},
            {"low_freq_factor", Low}, {"high_freq_factor", High},
            {"original_max_position_embeddings", static_cast<std::int64_t>(Original)}};
    }

    void addGemma() {
        constexpr std::int64_t LargestLayers = 62; // of the 27B, whose scores are scaled otherwise
        const bool largest = m_json["num_hidden_layers"] == LargestLayers;
        const auto heads = m_json["num_attention_heads"].get<std::int64_t>();
        m_json["query_pre_attn_scalar"]
            = largest && heads > 0 ? m_json["hidden_size"].get<std::int64_t>() / heads : headDim();
        copyInteger("sliding_window", "attention.sliding_window");
        copyInteger("sliding_window_pattern", "attention.sliding_window_pattern");
        copyNumber("rope_local_base_freq", "rope.freq_base_swa");
    }

    const GgufContent& m_content;
    std::string m_architecture;
    Json m_json;
};

std::vector<TokenId> endTokens(const GgufContent& content, std::int64_t vocabularySize) {
    std::vector<TokenId> ends;
    for (const auto* role : {"eos", "eot", "eom"}) {
        const auto* value = content.find("tokenizer.ggml." + std::string(role) + "_token_id");
        const auto id = value ? value->asInteger().value() : -1;
        if (id >= 0 && id < vocabularySize && std::ranges::count(ends, id) == 0) {
            ends.push_back(static_cast<TokenId>(id));
        }
    }
    return ends;
}

ModelDescription describe(const GgufContent& content) {
    const std::string name(content.value("general.architecture").value().asText().value());
    const auto* known
        = std::ranges::find(Architectures, name, &std::pair<std::string_view, const char*>::first);
    if (known == Architectures.end()) {
        fail(ErrorCode::ArchitectureUnknown, content, name,
            "models of this architecture are not supported.");
    }
    const auto* parts = content.find("split.count");
    if (parts && parts->asInteger().value() > 1) {
        fail(ErrorCode::ValueInvalid, content, "split.count",
            "models in several files are not supported.");
    }
    const auto json = ConfigMaker(content, name).make();
    ModelDescription description;
    description.architecture = known->second;
    const auto config = readDecoderConfig(text::JsonValue(json, content.file->path().string(), ""),
        *decoderFamily(description.architecture))
                            .value();
    description.config = config;
    description.endTokens = endTokens(content, config.vocabularySize);
    if (const auto* begin = content.find("tokenizer.ggml.bos_token_id")) {
        const auto id = begin->asInteger(0, config.vocabularySize - 1).value();
        description.beginToken = static_cast<TokenId>(id);
    }
    return description;
}

} // namespace

Expected<ModelDescription> readGgufDescription(const GgufContent& content) {
    return text::catchingErrors([&]() -> Expected<ModelDescription> { return describe(content); });
}

std::string ggufName(const std::string& parameter) {
    const auto dot = parameter.rfind('.');
    const auto ending = parameter.substr(dot); // ".weight" or ".bias"
    if (!parameter.starts_with(BlocksPrefix)) {
        return std::string(otherName(OtherParts, std::string_view(parameter).substr(0, dot)))
            + ending;
    }
    const auto number = BlocksPrefix.size();
    const auto part = parameter.find('.', number) + 1;
    return "blk." + parameter.substr(number, part - number)
        + std::string(otherName(BlockParts, std::string_view(parameter).substr(part, dot - part)))
        + ending;
}

GgufLayout ggufLayout(const std::string& parameter, const DecoderConfig& config) {
    const auto belongsTo = [&](std::string_view part) {
        return parameter.ends_with(std::string(part) + ".weight")
            || parameter.ends_with(std::string(part) + ".bias");
    };
    GgufLayout layout;
    if (config.family == DecoderFamily::Llama) {
        layout.heads = belongsTo("attention.query") ? config.heads
            : belongsTo("attention.key")            ? config.keyValueHeads
                                                    : 0;
    } else if (config.family == DecoderFamily::Gemma3) {
        layout.shift = parameter.ends_with("orm.weight") ? -1 : 0;
    }
    return layout;
}

} // namespace vitrine::models

#include "engine/models/model_description.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/text/atomic_file.h"
#include "engine/text/json_document.h"

namespace vitrine::models {

namespace {

namespace fs = std::filesystem;
using text::JsonDocument;
using text::JsonValue;

/// Far above any real model, and low enough that a product of sizes stays within 64 bits.
constexpr std::int64_t LargestVocabulary = 1 << 24;
constexpr std::int64_t LargestContext = 1 << 24;
constexpr std::int64_t LargestWidth = 1 << 20;
constexpr std::int64_t LargestDepth = 1 << 12;

constexpr std::array<std::pair<const char*, Activation>, 6> Activations{{
    {"gelu_new", Activation::GeluTanh}, // the first name of each is the one written
    {"gelu", Activation::Gelu},
    {"relu", Activation::Relu},
    {"silu", Activation::Silu},
    {"gelu_pytorch_tanh", Activation::GeluTanh},
    {"swish", Activation::Silu},
}};

/// Reads members one after the other and keeps the first error, which ends the reading.
class MemberReader {
public:
    explicit MemberReader(const JsonValue& object) : m_object(object) { }

    std::int64_t integer(
        const char* key, std::int64_t fallback, std::int64_t least, std::int64_t most) {
        return take(m_object.integerOr(key, fallback, least, most), fallback);
    }
    double number(const char* key, double fallback) {
        return take(m_object.numberOr(key, fallback), fallback);
    }
    bool flag(const char* key, bool fallback) {
        return take(m_object.boolOr(key, fallback), fallback);
    }
    std::string string(const char* key, const std::string& fallback) {
        return take(m_object.stringOr(key, fallback), fallback);
    }
    /// Refuses the member's value unless `holds`.
    void require(bool holds, const char* key, const std::string& reason) {
        if (!holds && !m_error) {
            const auto value = m_object.find(key);
            m_error = value ? value->invalid(reason) : m_object.invalid(reason);
        }
    }
    const std::optional<Error>& error() const { return m_error; }

private:
    template <typename T>
    T take(Expected<T> value, const T& fallback) {
        if (!value && !m_error) {
            m_error = value.error();
        }
        return value.value_or(fallback);
    }

    const JsonValue& m_object;
    std::optional<Error> m_error;
};

Expected<void> checkArchitecture(const JsonValue& root) {
    const auto type = root.member("model_type").and_then(&JsonValue::asString);
    if (!type) {
        return Unexpected(type.error());
    }
    if (*type != "gpt2") {
        return Unexpected(Error{ErrorCode::ArchitectureUnknown, root.file(), *type,
            root.file() + ": models of type " + *type + " are not supported."});
    }
    return {};
}

Activation readActivation(MemberReader& reader) {
    const auto name = reader.string("activation_function", Activations.front().first);
    const auto* known
        = std::ranges::find(Activations, name, &decltype(Activations)::value_type::first);
    reader.require(known != Activations.end(), "activation_function", "is not supported");
    return known == Activations.end() ? Activation::GeluTanh : known->second;
}

/// Variants that transformers knows and OpenAI's GPT-2 does not have.
void refuseVariants(MemberReader& reader) {
    const auto refuse = [&](const char* key, bool usual) {
        reader.require(reader.flag(key, usual) == usual, key, "is not supported");
    };
    refuse("scale_attn_weights", true);
    refuse("scale_attn_by_inverse_layer_idx", false);
    refuse("add_cross_attention", false);
}

Expected<Gpt2Config> readGpt2Config(const JsonValue& root) {
    MemberReader reader(root);
    Gpt2Config config;
    config.vocabularySize
        = reader.integer("vocab_size", config.vocabularySize, 1, LargestVocabulary);
    const auto context = reader.integer("n_ctx", config.contextLength, 1, LargestContext);
    config.contextLength = reader.integer("n_positions", context, 1, LargestContext);
    config.modelWidth = reader.integer("n_embd", config.modelWidth, 1, LargestWidth);
    config.layers = reader.integer("n_layer", config.layers, 1, LargestDepth);
    config.heads = reader.integer("n_head", config.heads, 1, LargestWidth);
    config.mlpWidth = reader.integer("n_inner", 4 * config.modelWidth, 1, 4 * LargestWidth);
    config.layerNormEpsilon = reader.number("layer_norm_epsilon", config.layerNormEpsilon);
    config.initializerRange = reader.number("initializer_range", config.initializerRange);
    config.tiedOutput = reader.flag("tie_word_embeddings", config.tiedOutput);
    config.activation = readActivation(reader);
    refuseVariants(reader);
    reader.require(config.modelWidth % config.heads == 0, "n_head",
        "must divide n_embd, " + std::to_string(config.modelWidth));
    reader.require(config.layerNormEpsilon > 0 && std::isfinite(config.layerNormEpsilon),
        "layer_norm_epsilon", "must be above 0");
    if (reader.error()) {
        return Unexpected(*reader.error());
    }
    return config;
}

/// One id, a list of ids, or nothing.
Expected<std::vector<TokenId>> readTokens(
    const JsonValue& root, const char* key, std::int64_t vocabularySize) {
    const auto value = root.find(key);
    if (!value) {
        return std::vector<TokenId>{};
    }
    const auto elements = value->isArray() ? value->elements() : std::vector{*value};
    std::vector<TokenId> tokens;
    for (const auto& element : *elements) {
        const auto id = element.asInteger();
        if (!id) {
            return Unexpected(id.error());
        }
        if (*id >= 0 && *id < vocabularySize) {
            tokens.push_back(static_cast<TokenId>(*id));
        }
    }
    return tokens;
}

/// Takes what `root` says of the first and last tokens of a text; what it does not say stays.
Expected<void> readSpecialTokens(const JsonValue& root, ModelDescription& description) {
    const auto vocabularySize = description.config.vocabularySize;
    auto ends = readTokens(root, "eos_token_id", vocabularySize);
    if (!ends) {
        return Unexpected(ends.error());
    }
    const auto begins = readTokens(root, "bos_token_id", vocabularySize);
    if (!begins) {
        return Unexpected(begins.error());
    }
    if (!ends->empty()) {
        description.endTokens = std::move(*ends);
    }
    if (!begins->empty()) {
        description.beginToken = begins->front();
    }
    return {};
}

Expected<void> readGenerationConfig(const fs::path& path, ModelDescription& description) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) {
        return {};
    }
    return JsonDocument::read(path).and_then([&](const JsonDocument& document) {
        return readSpecialTokens(document.root(), description);
    });
}

void addSpecialTokens(nlohmann::ordered_json& json, const ModelDescription& description) {
    const auto& ends = description.endTokens;
    if (description.beginToken) {
        json["bos_token_id"] = *description.beginToken;
    }
    if (ends.size() == 1) {
        json["eos_token_id"] = ends.front();
    } else if (!ends.empty()) {
        json["eos_token_id"] = ends;
    }
}

nlohmann::ordered_json configJson(
    const ModelDescription& description, const std::string& storedType) {
    const auto& config = description.config;
    const auto* activation = std::ranges::find(
        Activations, config.activation, &decltype(Activations)::value_type::second);
    nlohmann::ordered_json json{
        {"architectures", nlohmann::ordered_json::array({"GPT2LMHeadModel"})},
        {"model_type", description.architecture},
        {"vocab_size", config.vocabularySize},
        {"n_positions", config.contextLength},
        {"n_ctx", config.contextLength},
        {"n_embd", config.modelWidth},
        {"n_layer", config.layers},
        {"n_head", config.heads},
        {"n_inner", config.mlpWidth},
        {"activation_function", activation->first},
        {"layer_norm_epsilon", config.layerNormEpsilon},
        {"initializer_range", config.initializerRange},
        {"tie_word_embeddings", config.tiedOutput},
        {"torch_dtype", storedType},
    };
    // What is not said here, transformers takes to be GPT-2's own 50256.
    json["bos_token_id"] = nullptr;
    json["eos_token_id"] = nullptr;
    addSpecialTokens(json, description);
    return json;
}

Expected<void> writeJson(const fs::path& path, const nlohmann::ordered_json& json) {
    return text::AtomicFile::create(path).and_then([&](text::AtomicFile file) {
        return file.write(json.dump(/*indent=*/2) + "\n").and_then([&] { return file.commit(); });
    });
}

} // namespace

Expected<ModelDescription> readModelDescription(const fs::path& folder) {
    const auto document = JsonDocument::read(folder / "config.json");
    if (!document) {
        return Unexpected(document.error());
    }
    const auto root = document->root();
    ModelDescription description;
    description.architecture = "gpt2";
    return checkArchitecture(root)
        .and_then([&] { return readGpt2Config(root); })
        .and_then([&](const Gpt2Config& config) {
            description.config = config;
            return readSpecialTokens(root, description);
        })
        .and_then(
            [&] { return readGenerationConfig(folder / "generation_config.json", description); })
        .map([&] { return description; });
}

Expected<void> writeModelDescription(
    const ModelDescription& description, const std::string& storedType, const fs::path& folder) {
    nlohmann::ordered_json generation = nlohmann::ordered_json::object();
    addSpecialTokens(generation, description);
    return writeJson(folder / "config.json", configJson(description, storedType)).and_then([&] {
        return writeJson(folder / "generation_config.json", generation);
    });
}

} // namespace vitrine::models

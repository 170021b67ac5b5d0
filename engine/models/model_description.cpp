#include "engine/models/model_description.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/models/bert_config_file.h"
#include "engine/models/decoder_config_file.h"
#include "engine/models/gpt2_config_file.h"
#include "engine/models/recurrent_config_file.h"
#include "engine/models/task_config.h"
#include "engine/text/atomic_file.h"
#include "engine/text/json_document.h"

namespace vitrine::models {

namespace {

namespace fs = std::filesystem;
using text::JsonDocument;
using text::JsonValue;

Expected<ModelConfig> readConfig(const JsonValue& root, const std::string& type) {
    const auto anyConfig = [](const auto& config) { return ModelConfig(config); };
    if (type == "gpt2") {
        return readGpt2Config(root).map(anyConfig);
    }
    if (const auto family = bertFamily(type)) {
        return readBertConfig(root, *family).map(anyConfig);
    }
    if (const auto cell = recurrentCell(type)) {
        return readRecurrentConfig(root, *cell).map(anyConfig);
    }
    if (const auto family = decoderFamily(type)) {
        return readDecoderConfig(root, *family).map(anyConfig);
    }
    if (type == FeedForwardType) {
        return readFeedForwardConfig(root).map(anyConfig);
    }
    return Unexpected(Error{ErrorCode::ArchitectureUnknown, root.file(), type,
        root.file() + ": models of type " + type + " are not supported."});
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
    const auto vocabularySize
        = std::visit([](const auto& config) { return config.vocabularySize; }, description.config);
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

struct ConfigJson {
    nlohmann::ordered_json operator()(const Gpt2Config& config) const {
        return gpt2ConfigJson(config);
    }
    nlohmann::ordered_json operator()(const BertConfig& config) const {
        return bertConfigJson(config);
    }
    nlohmann::ordered_json operator()(const RecurrentConfig& config) const {
        return recurrentConfigJson(config);
    }
    nlohmann::ordered_json operator()(const FeedForwardLmConfig& config) const {
        return feedForwardConfigJson(config);
    }
    nlohmann::ordered_json operator()(const DecoderConfig& config) const {
        return decoderConfigJson(config);
    }
};

nlohmann::ordered_json configJson(
    const ModelDescription& description, const std::string& storedType) {
    auto json = std::visit(ConfigJson(), description.config);
    json["torch_dtype"] = storedType;
    if (description.task) {
        addTask(json, *description.task);
    }
    if (std::holds_alternative<Gpt2Config>(description.config)) {
        // What is not said here, transformers takes to be GPT-2's own 50256.
        json["bos_token_id"] = nullptr;
        json["eos_token_id"] = nullptr;
    }
    addSpecialTokens(json, description);
    if (description.task && !std::holds_alternative<BertConfig>(description.config)) {
        // transformers looks for the last token before the padding.
        json["pad_token_id"] = description.endTokens.empty() ? 0 : description.endTokens.front();
    }
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
    return root.member("model_type")
        .and_then(&JsonValue::asString)
        .and_then([&](const std::string& type) {
            description.architecture = type;
            return readConfig(root, type);
        })
        .and_then([&](const ModelConfig& config) {
            description.config = config;
            return readSpecialTokens(root, description);
        })
        .and_then([&] { return readTask(root); })
        .and_then([&](const std::optional<Task>& task) -> Expected<void> {
            description.task = task;
            if (task) { // classes for a task store no output: only one that is there is untied
                std::visit([](auto& sizes) { sizes.tiedOutput = true; }, description.config);
            }
            return {};
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

#include "engine/api/model_folder.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include "engine/api/device_memory.h"
#include "engine/api/model_card.h"
#include "engine/api/model_chat.h"
#include "engine/formats/checkpoint_folder.h"
#include "engine/formats/gguf_tokenizer.h"
#include "engine/models/checkpoint.h"
#include "engine/models/gguf_description.h"
#include "engine/models/parameter_names.h"
#include "engine/models/peft_folder.h"
#include "engine/text/tokenizer_file.h"

namespace vitrine::api {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t FloatBytes = 4;

/// Folders are named without the slash that may end their path.
std::string folderName(const fs::path& folder) {
    const auto path = fs::absolute(folder).lexically_normal();
    return (path.has_filename() ? path : path.parent_path()).filename().string();
}

Expected<void> checkVocabulary(
    const fs::path& folder, const text::Tokenizer& tokenizer, std::int64_t modelVocabulary) {
    if (tokenizer.vocabularySize() <= modelVocabulary) {
        return {};
    }
    const auto sizes
        = std::to_string(tokenizer.vocabularySize()) + ", " + std::to_string(modelVocabulary);
    return Unexpected(Error{ErrorCode::TokenizerMismatch, folder.string(), sizes,
        folder.string() + ": the tokeniser has " + std::to_string(tokenizer.vocabularySize())
            + " tokens, the model only " + std::to_string(modelVocabulary) + "."});
}

/// Positions and segments are never multiplied with, and stay as they are.
bool isLookedUpOnly(const std::string& name) {
    return name == "positionEmbedding.weight" || name == "embeddings.position.weight"
        || name == "embeddings.segment.weight";
}

Abilities abilitiesOf(const models::ModelConfig& config, const text::Tokenizer& tokenizer) {
    const auto* bert = std::get_if<models::BertConfig>(&config);
    return {.continues = !bert,
        .fillsMasks = bert && bert->maskedTokenHead && tokenizer.maskToken(),
        .judgesNextSentence = bert && bert->nextSentenceHead,
        .attends = models::shapeOf(config).heads > 0};
}

/// Bytes of all weights in memory: matrices in `dtype`, the rest in float32.
std::int64_t weightBytes(const models::ModelConfig& config, DType dtype) {
    std::int64_t bytes = 0;
    for (const auto& parameter : models::parameterNames(config)) {
        const bool matrix = parameter.shape.size() == 2 && !isLookedUpOnly(parameter.name);
        const auto count = *formats::elementCount(parameter.shape);
        const auto each = !matrix || dtype == DType::Float32 ? FloatBytes
            : dtype == DType::BFloat16                       ? 2
                                                             : 1;
        bytes += count * each;
    }
    return bytes;
}

/// A folder without config.json that holds one GGUF file stands for it.
fs::path modelIn(const fs::path& path) {
    std::error_code ignored;
    if (!fs::is_directory(path, ignored) || fs::exists(path / "config.json", ignored)) {
        return path;
    }
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(path, ignored)) {
        if (formats::isGgufFile(entry.path())) {
            files.push_back(entry.path());
        }
    }
    return files.size() == 1 ? files.front() : path;
}

/// What is to be told of a model, as its files say it.
struct Told {
    models::ModelDescription description;
    std::shared_ptr<const text::Tokenizer> tokenizer;
    std::int64_t weightBytes = 0;
    std::string title;
    std::vector<std::string> languages;
};

/// Of an adapter's folder: those of the model that it belongs to.
Expected<Told> readFolder(const fs::path& path) {
    if (models::isAdapterFolder(path)) {
        return models::adapterBase(path).and_then(readFolder);
    }
    Told told;
    return models::readModelDescription(path)
        .and_then([&](const models::ModelDescription& description) {
            told.description = description;
            return text::loadTokenizer(path);
        })
        .and_then([&](std::unique_ptr<text::Tokenizer> tokenizer) {
            told.tokenizer = std::move(tokenizer);
            return formats::CheckpointFolder::open(path);
        })
        .map([&](const formats::CheckpointFolder& checkpoint) {
            auto& config = told.description.config;
            config = models::withStoredHeads(config, checkpoint);
            told.weightBytes = checkpoint.byteCount();
            auto card = ModelCard::read(path);
            told.title = std::move(card.title);
            told.languages = std::move(card.languages);
            return std::move(told);
        });
}

/// A file goes by its own name: what general.name says is often that of a training run.
Told ggufFacts(const formats::GgufContent& content) {
    Told told;
    for (const auto& tensor : content.tensors) {
        told.weightBytes += static_cast<std::int64_t>(tensor.bytes.size());
    }
    if (const auto* languages = content.find("general.languages")) {
        for (const auto& language : languages->texts().value_or(std::vector<std::string_view>())) {
            told.languages.emplace_back(language);
        }
    }
    return told;
}

Expected<Told> readFile(const fs::path& path) {
    return formats::readGguf(path).and_then([](const formats::GgufContent& content) {
        return models::readGgufDescription(content).and_then(
            [&](const models::ModelDescription& description) {
                return formats::readGgufTokenizer(content).map(
                    [&](std::unique_ptr<text::Tokenizer> tokenizer) {
                        auto told = ggufFacts(content);
                        told.description = description;
                        told.tokenizer = std::move(tokenizer);
                        return told;
                    });
            });
    });
}

ModelInfo infoOf(const Told& told, const fs::path& path) {
    const auto shape = models::shapeOf(told.description.config);
    ModelInfo info;
    info.name = folderName(formats::isGgufFile(path) ? fs::path(path).replace_extension() : path);
    info.path = path;
    info.architecture = told.description.architecture;
    info.parameters = models::parameterCount(told.description.config);
    info.layers = static_cast<int>(shape.layers);
    info.heads = static_cast<int>(shape.heads);
    info.modelWidth = static_cast<int>(shape.modelWidth);
    info.vocabularySize = static_cast<int>(shape.vocabularySize);
    info.contextLength = static_cast<int>(shape.contextLength);
    info.segments = static_cast<int>(shape.segments);
    info.abilities = abilitiesOf(told.description.config, *told.tokenizer);
    info.tokenizer = told.tokenizer->kind();
    info.weightBytes = told.weightBytes;
    info.title = told.title;
    info.languages = told.languages;
    return info;
}

/// What ends an answer ends a text.
Expected<void> addChatEnds(ModelFolder& folder) {
    return readModelChat(folder.info.path, *folder.tokenizer).map([&](const ModelChat& chat) {
        for (const auto& stop : chat.format ? chat.format->stops() : std::vector<std::string>()) {
            const auto id = folder.tokenizer->idOf(stop);
            if (id && std::ranges::find(folder.endTokens, *id) == folder.endTokens.end()) {
                folder.endTokens.push_back(*id);
            }
        }
    });
}

} // namespace

Expected<ModelFolder> ModelFolder::open(const fs::path& given) {
    const auto path = modelIn(given);
    const auto told = formats::isGgufFile(path) ? readFile(path) : readFolder(path);
    if (!told) {
        return Unexpected(told.error());
    }
    auto info = infoOf(*told, path);
    if (auto fits = checkVocabulary(path, *told->tokenizer, info.vocabularySize); !fits) {
        return Unexpected(fits.error());
    }
    ModelFolder folder{
        told->description, told->tokenizer, told->description.endTokens, std::move(info)};
    if (const auto end = folder.tokenizer->endOfText(); folder.endTokens.empty() && end) {
        folder.endTokens.push_back(*end);
    }
    if (auto ends = addChatEnds(folder); !ends) {
        return Unexpected(ends.error());
    }
    return folder;
}

MemoryEstimate ModelFolder::estimate(DeviceKind device, DType dtype) const {
    const auto shape = models::shapeOf(description.config);
    MemoryEstimate estimate;
    estimate.weightBytes = weightBytes(description.config, dtype);
    // Of a model that continues: what it keeps of the text before.
    estimate.cacheBytes = !shape.causal
        ? 0
        : 2 * shape.layers * shape.contextLength * shape.cacheWidth() * FloatBytes;
    // A whole context's activations at the widest place of a block, and some positions' logits.
    estimate.workingBytes
        = shape.contextLength * (shape.mlpWidth + 6 * shape.modelWidth) * FloatBytes
        + 64 * shape.vocabularySize * FloatBytes;
    estimate.availableBytes = availableMemory(device);
    return estimate;
}

} // namespace vitrine::api

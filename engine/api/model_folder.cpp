#include "engine/api/model_folder.h"

#include <algorithm>
#include <string>
#include <system_error>

#include "engine/api/device_memory.h"
#include "engine/api/model_card.h"
#include "engine/formats/checkpoint_folder.h"
#include "engine/models/checkpoint.h"
#include "engine/models/parameter_names.h"
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

} // namespace

Expected<ModelFolder> ModelFolder::open(const fs::path& path) {
    auto description = models::readModelDescription(path);
    if (!description) {
        return Unexpected(description.error());
    }
    auto tokenizer = text::loadTokenizer(path);
    if (!tokenizer) {
        return Unexpected(tokenizer.error());
    }
    const auto shape = models::shapeOf(description->config);
    if (auto fits = checkVocabulary(path, **tokenizer, shape.vocabularySize); !fits) {
        return Unexpected(fits.error());
    }
    const auto checkpoint = formats::CheckpointFolder::open(path);
    if (!checkpoint) {
        return Unexpected(checkpoint.error());
    }
    description->config = models::withStoredHeads(description->config, *checkpoint);
    ModelFolder folder{*description, std::move(*tokenizer), description->endTokens, {}};
    if (const auto end = folder.tokenizer->endOfText(); folder.endTokens.empty() && end) {
        folder.endTokens.push_back(*end);
    }
    auto& info = folder.info;
    info.name = folderName(path);
    info.path = path;
    info.architecture = description->architecture;
    info.parameters = models::parameterCount(description->config);
    info.layers = static_cast<int>(shape.layers);
    info.heads = static_cast<int>(shape.heads);
    info.modelWidth = static_cast<int>(shape.modelWidth);
    info.vocabularySize = static_cast<int>(shape.vocabularySize);
    info.contextLength = static_cast<int>(shape.contextLength);
    info.segments = static_cast<int>(shape.segments);
    info.abilities = abilitiesOf(description->config, *folder.tokenizer);
    info.tokenizer = folder.tokenizer->kind();
    info.weightBytes = checkpoint->byteCount();
    const auto card = ModelCard::read(path);
    info.title = card.title;
    info.languages = card.languages;
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

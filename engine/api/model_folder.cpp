#include "engine/api/model_folder.h"

#include <algorithm>
#include <string>
#include <system_error>

#include "engine/api/device_memory.h"
#include "engine/api/model_card.h"
#include "engine/formats/checkpoint_folder.h"
#include "engine/models/gpt2_names.h"
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

/// Bytes of all weights in memory: matrices in `dtype`, the rest in float32.
std::int64_t weightBytes(const models::Gpt2Config& config, DType dtype) {
    std::int64_t bytes = 0;
    for (const auto& parameter : models::gpt2ParameterNames(config)) {
        const bool matrix
            = parameter.shape.size() == 2 && parameter.name != "positionEmbedding.weight";
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
    const auto& config = description->config;
    if (auto fits = checkVocabulary(path, **tokenizer, config.vocabularySize); !fits) {
        return Unexpected(fits.error());
    }
    const auto checkpoint = formats::CheckpointFolder::open(path);
    if (!checkpoint) {
        return Unexpected(checkpoint.error());
    }
    ModelFolder folder{*description, std::move(*tokenizer), description->endTokens, {}};
    if (const auto end = folder.tokenizer->endOfText(); folder.endTokens.empty() && end) {
        folder.endTokens.push_back(*end);
    }
    auto& info = folder.info;
    info.name = folderName(path);
    info.path = path;
    info.architecture = description->architecture;
    info.parameters = models::gpt2ParameterCount(config);
    info.layers = static_cast<int>(config.layers);
    info.heads = static_cast<int>(config.heads);
    info.modelWidth = static_cast<int>(config.modelWidth);
    info.vocabularySize = static_cast<int>(config.vocabularySize);
    info.contextLength = static_cast<int>(config.contextLength);
    info.tokenizer = folder.tokenizer->kind();
    info.weightBytes = checkpoint->byteCount();
    const auto card = ModelCard::read(path);
    info.title = card.title;
    info.languages = card.languages;
    return folder;
}

MemoryEstimate ModelFolder::estimate(DeviceKind device, DType dtype) const {
    const auto& config = description.config;
    MemoryEstimate estimate;
    estimate.weightBytes = weightBytes(config, dtype);
    estimate.cacheBytes = 2 * config.layers * config.contextLength * config.modelWidth * FloatBytes;
    // A whole context's activations at the widest place of a block, and some positions' logits.
    estimate.workingBytes
        = config.contextLength * (config.mlpWidth + 6 * config.modelWidth) * FloatBytes
        + 64 * config.vocabularySize * FloatBytes;
    estimate.availableBytes = availableMemory(device);
    return estimate;
}

} // namespace vitrine::api

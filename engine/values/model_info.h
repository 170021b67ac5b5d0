#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace vitrine {

enum class DType { Float32, BFloat16, Int8 };
enum class DeviceKind { Cpu, Cuda };

/// What a model can be asked for, which depends on the heads that it has.
struct Abilities {
    bool continues = false; ///< what comes next: TextSession
    bool fillsMasks = false; ///< what stands at a mask: TextModel::fillMask
    bool judgesNextSentence = false; ///< whether a text follows another: TextModel::nextSentence
    bool attends = false; ///< it is made of attention blocks: TextInspector
    bool operator==(const Abilities&) const = default;
};

/// What a folder says of its model, known before the weights are loaded.
struct ModelInfo {
    std::string name; ///< folder or built-in name
    std::filesystem::path path;
    std::string architecture; ///< as config.json calls it: "gpt2", "bert", "lstm", …
    std::int64_t parameters = 0; ///< distinct ones: a tied output counts once
    int layers = 0;
    int heads = 0; ///< 0 where it has no attention
    int modelWidth = 0; ///< width of the residual stream
    int vocabularySize = 0;
    int contextLength = 0; ///< maximum, in tokens
    int segments = 1; ///< texts that the model tells apart in one input
    Abilities abilities;
    std::string tokenizer; ///< "byte-level BPE", "WordPiece", "characters"
    std::vector<std::string> languages; ///< "zh", "en"; empty when not told
    std::string title; ///< from the model card; empty when there is none
    std::int64_t weightBytes = 0; ///< on disk
    bool builtIn = false;
    bool operator==(const ModelInfo&) const = default;
};

/// Memory that a model would take once loaded.
struct MemoryEstimate {
    std::int64_t weightBytes = 0;
    std::int64_t cacheBytes = 0; ///< key–value cache at full context
    std::int64_t workingBytes = 0;
    std::int64_t availableBytes = 0; ///< free on the device now
    std::int64_t total() const { return weightBytes + cacheBytes + workingBytes; }
    bool fits() const { return total() <= availableBytes; }
    bool operator==(const MemoryEstimate&) const = default;
};

} // namespace vitrine

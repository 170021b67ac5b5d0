#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/values/training_options.h"

namespace vitrine {

/// A text file of a corpus: one text on each line.
struct CorpusFile {
    std::filesystem::path file;
    int repeat = 1; ///< how often its texts are seen in one epoch
    bool operator==(const CorpusFile&) const = default;
};

enum class TokenizerSource { Characters, ByteLevelBpe, Folder };

/// The tokeniser of a new model: trained on the training files, or an existing one.
struct TokenizerJob {
    TokenizerSource source = TokenizerSource::Characters;
    int vocabularySize = 4096; ///< of a byte-level BPE
    int minimumCount = 1; ///< characters seen less often are spelled in bytes
    std::filesystem::path folder; ///< of an existing tokeniser
    bool operator==(const TokenizerJob&) const = default;
};

/// The shape of a new GPT-2. Its context is as long as the examples it is trained on.
struct ModelShape {
    int layers = 4;
    int heads = 4;
    int modelWidth = 128; ///< a multiple of heads
    bool operator==(const ModelShape&) const = default;
};

/// What a job file asks for: a language model made from text files.
struct TrainingJob {
    std::vector<CorpusFile> training;
    std::vector<CorpusFile> validation; ///< may be empty
    TokenizerJob tokenizer;
    ModelShape model;
    TrainingOptions options;
    bool operator==(const TrainingJob&) const = default;
};

} // namespace vitrine

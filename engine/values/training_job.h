#pragma once

#include <filesystem>
#include <vector>

#include "engine/values/data_source.h"
#include "engine/values/training_options.h"
#include "engine/values/tuning.h"

namespace vitrine {

/// What a model learns from, and with that what it is.
enum class TrainingObjective {
    NextToken, ///< every token from those before it
    MaskedToken, ///< hidden tokens from both sides, and whether two texts belong together: a BERT
    Classification, ///< the label of a text, or of a pair
    Tagging, ///< the label of every word (BIO)
    QuestionAnswering, ///< where in a context the answer to a question stands
    Instruction, ///< the tokens of an answer from its prompt
};

enum class TokenizerSource { Characters, ByteLevelBpe, WordPiece, Folder };

/// The tokeniser of a new model: trained on the training files, or an existing one.
struct TokenizerJob {
    TokenizerSource source = TokenizerSource::Characters;
    int vocabularySize = 4096; ///< of byte-level BPE and WordPiece
    /// Characters seen less often are spelled in bytes, or, of WordPiece, unknown.
    int minimumCount = 1;
    std::filesystem::path folder; ///< of an existing tokeniser
    bool operator==(const TokenizerJob&) const = default;
};

/// What a model that learns the next token is made of.
enum class ModelFamily { Gpt2, Elman, Lstm, Gru, FeedForward };

/// The model that is trained: a new one of some shape, or one that exists.
struct ModelShape {
    /// Of an existing model in Hugging Face layout; it brings its shape and its tokeniser.
    std::filesystem::path folder{};
    ModelFamily family = ModelFamily::Gpt2; ///< of one that learns masked tokens: a BERT
    int layers = 4; ///< of a feed-forward model always one
    int heads = 4; ///< of a Transformer
    int modelWidth = 128; ///< a multiple of heads
    int window = 4; ///< tokens that a feed-forward model sees
    int contextLength = 0; ///< tokens; 0 = as long as the examples it is trained on
    bool operator==(const ModelShape&) const = default;
};

/// What a job file asks for: a model made from data files.
struct TrainingJob {
    TrainingObjective objective = TrainingObjective::NextToken;
    std::vector<CorpusFile> training;
    std::vector<CorpusFile> validation; ///< may be empty
    /// Of the training rows, drawn by the seed, that are held out where no validation file is
    /// given.
    double validationShare = 0;
    DataColumns columns;
    TokenizerJob tokenizer;
    ModelShape model;
    Tuning tuning; ///< of a model that exists
    TrainingOptions options;
    bool operator==(const TrainingJob&) const = default;
};

} // namespace vitrine

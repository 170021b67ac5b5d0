#pragma once

#include <cstdint>
#include <variant>

#include "engine/values/activation.h"

namespace vitrine::models {

using vitrine::Activation;

/// The shape of a GPT-2 style decoder, in the terms of the paper.
struct Gpt2Config {
    std::int64_t vocabularySize = 50257;
    std::int64_t contextLength = 1024; ///< rows of the position embedding
    std::int64_t modelWidth = 768; ///< width of the residual stream
    std::int64_t layers = 12;
    std::int64_t heads = 12;
    std::int64_t mlpWidth = 3072;
    Activation activation = Activation::GeluTanh;
    double layerNormEpsilon = 1e-5;
    bool tiedOutput = true; ///< unembedding = token embedding
    double dropout = 0; ///< used in training only
    double initializerRange = 0.02; ///< standard deviation of new weights

    std::int64_t headDim() const { return modelWidth / heads; }
    bool operator==(const Gpt2Config&) const = default;
};

/// Encoders of one kind whose files differ in names.
enum class BertFamily { Bert, Roberta, DistilBert };

/// The shape of a BERT style encoder and the heads it has, in the terms of the paper.
struct BertConfig {
    BertFamily family = BertFamily::Bert;
    std::int64_t vocabularySize = 30522;
    std::int64_t contextLength = 512; ///< positions that a text can take
    std::int64_t positionOffset = 0; ///< rows of the position embedding before them, of RoBERTa
    std::int64_t segments = 2; ///< 0: without segment embedding
    std::int64_t modelWidth = 768; ///< width of the residual stream
    std::int64_t layers = 12;
    std::int64_t heads = 12;
    std::int64_t mlpWidth = 3072;
    Activation activation = Activation::Gelu;
    double layerNormEpsilon = 1e-12;
    bool tiedOutput = true; ///< the masked-token head's last matrix = token embedding
    bool pooler = true; ///< a summary of the first position
    bool maskedTokenHead = true;
    bool nextSentenceHead = true; ///< reads the pooler
    double dropout = 0; ///< used in training only
    double initializerRange = 0.02; ///< standard deviation of new weights

    bool operator==(const BertConfig&) const = default;
};

/// How a recurrent network makes its next state.
enum class RecurrentCell { Elman, Lstm, Gru };

/// The shape of a recurrent language model: what it knows of the text so far is one state a layer.
struct RecurrentConfig {
    RecurrentCell cell = RecurrentCell::Lstm;
    std::int64_t vocabularySize = 10000;
    std::int64_t contextLength = 1024; ///< tokens taken at a time; the network knows no limit
    std::int64_t modelWidth = 256; ///< of token embedding and state
    std::int64_t layers = 1;
    bool tiedOutput = true; ///< unembedding = token embedding
    double dropout = 0; ///< used in training only

    bool operator==(const RecurrentConfig&) const = default;
};

/// The shape of a neural n-gram model, which sees a fixed number of tokens (Bengio et al. 2003).
struct FeedForwardLmConfig {
    std::int64_t vocabularySize = 10000;
    std::int64_t contextLength = 1024; ///< tokens taken at a time; each sees `window` of them
    std::int64_t window = 4; ///< tokens that the next one is told from: order − 1
    std::int64_t modelWidth = 256; ///< of token embedding and hidden layer
    static constexpr std::int64_t layers = 1;
    bool tiedOutput = false; ///< unembedding = token embedding
    double dropout = 0; ///< used in training only

    bool operator==(const FeedForwardLmConfig&) const = default;
};

using ModelConfig = std::variant<Gpt2Config, BertConfig, RecurrentConfig, FeedForwardLmConfig>;

} // namespace vitrine::models

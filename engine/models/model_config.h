#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "engine/nn/rotary_options.h"
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

/// Decoders of one kind: RMS norms, rotary positions, grouped queries, a gated feed-forward part.
enum class DecoderFamily {
    Llama, ///< Touvron et al. 2023
    Qwen2, ///< with biases on queries, keys and values (Yang et al. 2024)
    Qwen3, ///< with norms of queries and keys instead (Yang et al. 2025)
    Gemma3, ///< with norms before and after each part, and windows (Gemma Team 2025)
};

/// The shape of a Llama style decoder, in the terms of the papers.
struct DecoderConfig {
    DecoderFamily family = DecoderFamily::Llama;
    std::int64_t vocabularySize = 32000;
    std::int64_t contextLength = 2048;
    std::int64_t modelWidth = 4096; ///< width of the residual stream
    std::int64_t layers = 32;
    std::int64_t heads = 32; ///< of queries
    std::int64_t keyValueHeads = 32; ///< each serves heads ÷ keyValueHeads neighbours
    std::int64_t headDim = 128;
    std::int64_t mlpWidth = 11008;
    Activation activation = Activation::Silu; ///< of the gate
    double normEpsilon = 1e-6;
    nn::RotaryOptions rotary;
    nn::RotaryOptions windowRotary; ///< of layers with a window
    std::int64_t window = 0; ///< positions that a query sees in such a layer, itself the last
    std::vector<bool> windowed; ///< by layer; empty: none has a window
    double queryScale = 1; ///< besides the division of scores by √headDim
    bool projectionBias = false; ///< on queries, keys and values
    bool outputBias = false; ///< on attention's output
    bool mlpBias = false;
    bool tiedOutput = false; ///< unembedding = token embedding
    double dropout = 0; ///< of attention weights, in training only
    double initializerRange = 0.02; ///< standard deviation of new weights

    bool isWindowed(std::int64_t layer) const {
        return !windowed.empty() && windowed[static_cast<std::size_t>(layer)];
    }
    /// Queries and keys pass a norm, head by head.
    bool normsHeads() const {
        return family == DecoderFamily::Qwen3 || family == DecoderFamily::Gemma3;
    }
    /// Each part's output passes a norm before it is added.
    bool normsOutputs() const { return family == DecoderFamily::Gemma3; }
    bool operator==(const DecoderConfig&) const = default;
};

using ModelConfig
    = std::variant<Gpt2Config, BertConfig, RecurrentConfig, FeedForwardLmConfig, DecoderConfig>;

} // namespace vitrine::models

#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <utility>

#include <torch/torch.h>

#include "engine/models/model_config.h"
#include "engine/nn/inspection.h"
#include "engine/nn/kv_cache.h"
#include "engine/values/model_info.h"

namespace vitrine::models {

/// The sizes of a network, as those above it need them.
struct NetworkShape {
    std::int64_t layers = 0;
    std::int64_t heads = 0; ///< 0: it has no attention
    std::int64_t keyValueHeads = 0; ///< each serves heads ÷ keyValueHeads neighbours
    std::int64_t headDim = 0;
    std::int64_t modelWidth = 0; ///< of the residual stream, or of a state
    std::int64_t mlpWidth = 0;
    std::int64_t vocabularySize = 0;
    std::int64_t contextLength = 0;
    std::int64_t segments = 1; ///< texts that it tells apart in one input
    bool causal = true; ///< a position sees itself and what is before it
    bool prefixStays = true; ///< a longer text changes no keys and values of its beginning
    bool predictsTokens = true; ///< it has an output layer: logits() may be called

    /// Numbers that a layer's keys, or values, of one position take; of its states without
    /// attention.
    std::int64_t cacheWidth() const { return heads > 0 ? keyValueHeads * headDim : modelWidth; }
};

NetworkShape shapeOf(const ModelConfig& config);

/// What a network reads.
struct NetworkInput {
    /// Ids alone: one segment, no padding.
    NetworkInput(torch::Tensor tokenIds) : ids(std::move(tokenIds)) { } // NOLINT: meant to convert

    torch::Tensor ids; ///< [batch, position] int64
    torch::Tensor segments; ///< [batch, position] int64; undefined: all 0
    torch::Tensor visible; ///< [batch, position] bool, false for padding; undefined: none
};

/// A network over tokens, as decoding and training see it.
class LanguageModel : public torch::nn::Module {
public:
    virtual ModelConfig configuration() const = 0;
    NetworkShape shape() const { return shapeOf(configuration()); }

    /// What the output layer reads [batch, position, model]. With a cache, which only causal
    /// networks take, the ids are the tokens after cache->length(), and it then grows by them. A
    /// stop asked for throws nn::Interrupted before the next block and leaves the cache as it was.
    virtual torch::Tensor hidden(const NetworkInput& input, nn::KvCache* cache = nullptr,
        nn::Inspection* inspection = nullptr, const std::stop_token& stop = {})
        = 0;
    /// hidden [.., model] → logits [.., vocab]: what comes next, or, for a network that fills in,
    /// what stands at the position itself.
    virtual torch::Tensor logits(const torch::Tensor& hidden, nn::Inspection* inspection = nullptr)
        = 0;
    /// What a cache must have room for, of `capacity` positions of `rows` texts.
    nn::KvCache::Shape cacheShape(std::int64_t rows, std::int64_t capacity) const;

    /// New weights, as the paper draws them.
    virtual void initialize(std::uint64_t seed) = 0;

    /// Keeps all matrices in `form` from now on, for inference only (see nn::WeightMatrix).
    void compress(DType form);

protected:
    /// Matrices from normal(0, deviation of their name), norms 1, biases 0.
    void drawWeights(
        std::uint64_t seed, const std::function<double(const std::string& name)>& deviation);
};

} // namespace vitrine::models

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
#include "engine/nn/linear.h"
#include "engine/values/model_info.h"
#include "engine/values/site.h"

namespace vitrine::models {

/// The sizes of a network, as those above it need them.
struct NetworkShape {
    std::int64_t layers = 0;
    std::int64_t heads = 0;
    std::int64_t modelWidth = 0; ///< of the residual stream
    std::int64_t mlpWidth = 0;
    std::int64_t vocabularySize = 0;
    std::int64_t contextLength = 0;
    std::int64_t segments = 1; ///< texts that it tells apart in one input
    bool causal = true; ///< a position sees itself and what is before it
    bool predictsTokens = true; ///< it has an output layer: logits() may be called

    std::int64_t headDim() const { return modelWidth / heads; }
};

NetworkShape shapeOf(const ModelConfig& config);

/// The linear map of a layer that computes the value at a site. Queries, keys and values may be
/// rows of one matrix.
struct LayerMap {
    nn::Linear linear;
    std::int64_t firstRow = 0; ///< of the site's outputs in the matrix
};

/// What a network reads.
struct NetworkInput {
    /// Ids alone: one segment, no padding.
    NetworkInput(torch::Tensor tokenIds) : ids(std::move(tokenIds)) { } // NOLINT: meant to convert

    torch::Tensor ids; ///< [batch, position] int64
    torch::Tensor segments; ///< [batch, position] int64; undefined: all 0
    torch::Tensor visible; ///< [batch, position] bool, false for padding; undefined: none
};

/// A Transformer over tokens, as decoding, training and inspection see it: whole forward passes,
/// and the parts of which they are made.
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
    /// Shows what the network makes of hidden() [batch, position, model] besides logits: BERT's
    /// summary of the text, and whether its second part follows the first.
    virtual void showSummary(const torch::Tensor& /*hidden*/, nn::Inspection& /*inspection*/) { }

    /// What the first layer reads [batch, position, model]; `first` is the position of the first
    /// id.
    virtual torch::Tensor embed(
        const NetworkInput& input, std::int64_t first, nn::Inspection* inspection)
        = 0;
    /// One layer by itself, over a whole text: residual stream [batch, position, model] → the same.
    virtual torch::Tensor block(
        std::int64_t layer, const torch::Tensor& x, nn::Inspection* inspection)
        = 0;
    /// For queries, keys, values, attention's output (W_O: all heads side by side [.., model] →
    /// [.., model]), and both maps of the feed-forward part.
    virtual LayerMap layerMap(Site site, std::int64_t layer) = 0;
    /// The norm between the last layer and the output; null where each layer ends in one.
    virtual torch::nn::LayerNorm finalNorm() = 0;
    /// A learned vector for each position [context, model]; undefined where there is none.
    virtual torch::Tensor positionTable() = 0;

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

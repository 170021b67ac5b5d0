#pragma once

#include "engine/models/language_model.h"
#include "engine/nn/linear.h"
#include "engine/values/site.h"

namespace vitrine::models {

/// The linear map of a layer that computes the value at a site. Queries, keys and values may be
/// rows of one matrix.
struct LayerMap {
    nn::Linear linear;
    std::int64_t firstRow = 0; ///< of the site's outputs in the matrix
};

/// A network of attention blocks, as inspection sees it: also the parts of which a pass is made.
class Transformer : public LanguageModel {
public:
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
    /// Shows what the network makes of hidden() [batch, position, model] besides logits: BERT's
    /// summary of the text, and whether its second part follows the first.
    virtual void showSummary(const torch::Tensor& /*hidden*/, nn::Inspection& /*inspection*/) { }
};

} // namespace vitrine::models

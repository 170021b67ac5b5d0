#pragma once

#include "engine/models/language_model.h"
#include "engine/nn/linear.h"
#include "engine/nn/linear_row.h"
#include "engine/values/site.h"

namespace vitrine::models {

/// The linear map of a layer that computes the value at a site. Queries, keys and values may be
/// rows of one matrix.
struct LayerMap {
    nn::Linear linear;
    std::int64_t firstRow = 0; ///< of the site's outputs in the matrix
};

/// One component of a value in a text.
struct ComponentPlace {
    std::int64_t layer = 0;
    std::int64_t position = 0;
    std::int64_t component = 0;
    std::int64_t length = 0; ///< positions of the text
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
    /// One component of the value at such a site as a linear function of what the map reads there,
    /// `input` [width]: norms and rotations on the way count with the scale and the angle that they
    /// have. A head of keys or values that serves several heads of queries stands at each of them.
    virtual nn::LinearRow linearRow(
        Site site, const ComponentPlace& place, const torch::Tensor& input);
    /// What attention adds to the stream where its heads give `heads` (side by side [.., model]).
    virtual torch::Tensor attentionOutput(std::int64_t layer, const torch::Tensor& heads) {
        return layerMap(Site::AttentionOutput, layer).linear(heads);
    }
    /// What each of `rows` [row, model], which add up to what W_O gives, adds to the stream.
    virtual torch::Tensor attentionShares(std::int64_t /*layer*/, const torch::Tensor& rows) {
        return rows;
    }
    /// The last keys that a query of this layer sees, itself included; 0: all before it.
    virtual std::int64_t window(std::int64_t /*layer*/) const { return 0; }

    /// Whether each part of a layer, and the output, reads the stream through a norm; else each
    /// part ends in one, and the output reads the stream as it is.
    virtual bool normsFirst() const = 0;
    /// The norm before the output, where there is one: [.., model] → the same shape.
    virtual torch::Tensor finalNormed(const torch::Tensor& x) = 0;
    /// `rows` [row, model] under the scale that the final norm has for `x` [model], without its
    /// bias: where they add up to x, the results and the bias add up to the norm of x.
    virtual torch::Tensor finalShares(const torch::Tensor& rows, const torch::Tensor& x) = 0;
    /// A learned vector for each position [context, model]; undefined where there is none.
    virtual torch::Tensor positionTable() { return {}; }
    /// Shows what the network makes of hidden() [batch, position, model] besides logits: BERT's
    /// summary of the text, and whether its second part follows the first.
    virtual void showSummary(const torch::Tensor& /*hidden*/, nn::Inspection& /*inspection*/) { }
};

} // namespace vitrine::models

#pragma once

#include <memory>
#include <span>
#include <stop_token>
#include <utility>
#include <vector>

#include <torch/torch.h>

#include "engine/models/transformer.h"
#include "engine/nn/attention.h"
#include "engine/nn/inspection.h"
#include "engine/nn/query_range.h"
#include "engine/values/head_index.h"
#include "engine/values/interventions.h"

namespace vitrine::inspect {

/// Scaled scores before the mask, and the weights that the softmax makes of them.
struct AttentionRows {
    torch::Tensor scores; ///< [.., query, key]
    torch::Tensor weights; ///< [.., query, key]
};

/// One forward pass over one text with what inspection needs of it: queries, keys, values and the
/// residual stream of every layer. Maps of heads are worked out from these a few rows at a time.
/// The tensors live on the model's device.
class CapturedRun {
public:
    /// `input` holds one text. Texts that patches are taken from are computed first. A stop asked
    /// for throws nn::Interrupted.
    CapturedRun(std::shared_ptr<models::Transformer> model, const models::NetworkInput& input,
        const Interventions& interventions, const std::stop_token& stop);

    /// Goes over to a text that begins with the first `known` tokens of this one, and computes the
    /// others alone. For causal models, without interventions. A stop asked for throws
    /// nn::Interrupted and leaves the run as it was.
    void moveTo(const models::NetworkInput& input, std::int64_t known, const std::stop_token& stop);

    models::Transformer& model() const { return *m_model; }
    const models::NetworkShape& shape() const { return m_shape; }
    const models::NetworkInput& input() const { return m_input; }
    std::int64_t positions() const { return m_input.ids.size(1); }
    std::int64_t bytes() const; ///< that it keeps

    torch::Tensor queries(std::int64_t layer) const; ///< [heads, position, headDim]
    /// Also where several heads share them [heads, position, headDim].
    torch::Tensor keys(std::int64_t layer) const;
    torch::Tensor values(std::int64_t layer) const; ///< as keys
    torch::Tensor keys(HeadIndex head) const; ///< [position, headDim]
    torch::Tensor values(HeadIndex head) const; ///< [position, headDim]
    /// The residual stream [position, model]: what layer `depth` reads; the number of layers: what
    /// the last one leaves.
    torch::Tensor stream(std::int64_t depth) const;
    /// What the output layer reads after `depth` layers [position, model].
    torch::Tensor outputInput(std::int64_t depth) const;

    /// [query, key], true where one of these queries of the head may look; undefined where they see
    /// everything.
    torch::Tensor visible(HeadIndex head, nn::QueryRange queries) const;
    /// (query, key) pairs that an edit took from the head.
    std::vector<std::pair<int, int>> forbidden(HeadIndex head) const;
    /// Some queries of a head [query, key], over the first keys only where none of them sees more.
    AttentionRows rows(HeadIndex head, nn::QueryRange queries) const;
    /// One query of all heads of a layer [heads, 1, key].
    AttentionRows rows(std::int64_t layer, std::int64_t query) const;
    /// Σ weight · value of all heads of a layer [heads, position, headDim], ablations included.
    torch::Tensor headOutputs(std::int64_t layer) const;

    /// The embeddings once more, with the values at each of their sites kept.
    nn::Inspection embeddings() const;
    /// Runs a layer once more with the values at these sites kept. For one site, its value without
    /// the batch axis.
    torch::Tensor again(std::int64_t layer, Site site) const;
    nn::Inspection again(std::int64_t layer, std::span<const Site> sites) const;

private:
    nn::AttentionMask mask(std::int64_t layer) const;
    torch::Tensor ofHead(const std::vector<torch::Tensor>& shared, HeadIndex head) const;
    torch::Tensor visible(std::int64_t layer, nn::QueryRange queries, std::int64_t keys) const;
    nn::Inspection changing() const;

    std::shared_ptr<models::Transformer> m_model;
    models::NetworkShape m_shape;
    models::NetworkInput m_input;
    Interventions m_interventions;
    nn::Inspection m_changes; ///< those of the interventions that each layer makes itself
    // Of each layer:
    std::vector<torch::Tensor> m_queries; // [1, heads, position, headDim]
    std::vector<torch::Tensor> m_keys; // [1, keyValueHeads, position, headDim]
    std::vector<torch::Tensor> m_values; // [1, keyValueHeads, position, headDim]
    std::vector<torch::Tensor> m_stream; // [1, position, model]; and what the last one leaves
};

} // namespace vitrine::inspect

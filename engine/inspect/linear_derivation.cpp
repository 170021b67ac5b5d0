#include "engine/inspect/linear_derivation.h"

#include <numeric>

#include "engine/inspect/tensor_values.h"

namespace vitrine::inspect {

namespace {

/// What the map reads at a position [input].
torch::Tensor inputOf(const CapturedRun& run, Site site, int layer, int position) {
    switch (site) {
    case Site::AttentionOutput: // all heads side by side
        return run.headOutputs(layer).select(/*dim=*/1, position).flatten();
    case Site::FeedForwardHidden:
        return run.again(layer, Site::FeedForwardInput)[position];
    case Site::FeedForwardOutput:
        return run.again(layer, Site::FeedForwardActivation)[position];
    default: // a block that normalises first shows attention what the norm makes of its input
        return run.model().normsFirst() ? run.again(layer, Site::AttentionInput)[position]
                                        : run.stream(layer)[position];
    }
}

} // namespace

int linearOutputs(const models::NetworkShape& shape, Site site) {
    switch (site) {
    case Site::Queries:
    case Site::Keys:
    case Site::Values:
        return static_cast<int>(shape.heads * shape.headDim);
    case Site::AttentionOutput:
    case Site::FeedForwardOutput:
        return static_cast<int>(shape.modelWidth);
    case Site::FeedForwardHidden:
        return static_cast<int>(shape.mlpWidth);
    default:
        return 0;
    }
}

LinearDerivation deriveLinear(
    const CapturedRun& run, Site site, int layer, int position, int component) {
    const auto input = inputOf(run, site, layer, position);
    const auto row
        = run.model().linearRow(site, {layer, position, component, run.positions()}, input);
    LinearDerivation derivation;
    derivation.site = site;
    derivation.layer = layer;
    derivation.position = position;
    derivation.component = component;
    derivation.inputs = valuesOf(input);
    derivation.weights = valuesOf(row.weights);
    derivation.bias = row.bias;
    derivation.value = std::inner_product(derivation.inputs.begin(), derivation.inputs.end(),
        derivation.weights.begin(), derivation.bias);
    return derivation;
}

} // namespace vitrine::inspect

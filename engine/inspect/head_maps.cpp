#include "engine/inspect/head_maps.h"

#include "engine/inspect/tensor_values.h"
#include "engine/nn/interrupted.h"

namespace vitrine::inspect {

namespace {

void poll(const std::stop_token& stop) {
    if (stop.stop_requested()) {
        throw nn::Interrupted();
    }
}

/// `weights` [query, key] as a value.
AttentionMap mapOf(const CapturedRun& run, const torch::Tensor& weights) {
    AttentionMap map;
    map.queries = static_cast<int>(weights.size(0));
    map.keys = static_cast<int>(weights.size(1));
    map.weights = valuesOf(weights);
    map.causal = run.shape().causal;
    return map;
}

/// Mean over the heads of a layer [query, key].
torch::Tensor layerMean(const CapturedRun& run, std::int64_t layer, const std::stop_token& stop) {
    torch::Tensor sum;
    for (std::int64_t head = 0; head < run.shape().heads; ++head) {
        poll(stop);
        const auto weights = run.weights({static_cast<int>(layer), static_cast<int>(head)});
        sum = sum.defined() ? sum.add_(weights) : weights;
    }
    return sum.div_(static_cast<double>(run.shape().heads));
}

} // namespace

AttentionMap headMap(const CapturedRun& run, HeadIndex head) {
    auto map = mapOf(run, run.weights(head));
    map.forbidden = run.forbidden(head);
    return map;
}

AttentionMap meanMap(
    const CapturedRun& run, std::optional<std::int64_t> layer, const std::stop_token& stop) {
    if (layer) {
        return mapOf(run, layerMean(run, *layer, stop));
    }
    const auto layers = run.shape().layers;
    auto sum = layerMean(run, /*layer=*/0, stop);
    for (std::int64_t i = 1; i < layers; ++i) {
        sum.add_(layerMean(run, i, stop));
    }
    return mapOf(run, sum.div_(static_cast<double>(layers)));
}

AttentionMap rolloutMap(const CapturedRun& run, std::int64_t layer, const std::stop_token& stop) {
    torch::Tensor product;
    for (std::int64_t i = 0; i <= layer; ++i) {
        auto mixing = layerMean(run, i, stop).mul_(0.5); // [query, key]
        mixing.diagonal().add_(0.5);
        product = product.defined() ? torch::matmul(mixing, product) : mixing;
    }
    return mapOf(run, product);
}

} // namespace vitrine::inspect

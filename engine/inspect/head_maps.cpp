#include "engine/inspect/head_maps.h"

#include "engine/inspect/query_blocks.h"
#include "engine/nn/interrupted.h"

namespace vitrine::inspect {

namespace {

void poll(const std::stop_token& stop) {
    if (stop.stop_requested()) {
        throw nn::Interrupted();
    }
}

/// Weights of 0 for every pair.
AttentionMap emptyMap(const CapturedRun& run) {
    const auto positions = static_cast<std::size_t>(run.positions());
    AttentionMap map;
    map.queries = static_cast<int>(positions);
    map.keys = map.queries;
    map.weights.resize(positions * positions);
    map.causal = run.shape().causal;
    return map;
}

/// The map's weights [query, key] as a tensor, while the map stays where it is.
torch::Tensor weightsOf(AttentionMap& map) {
    return torch::from_blob(map.weights.data(), {map.queries, map.keys});
}

AttentionMap mapOf(const CapturedRun& run, const torch::Tensor& weights) {
    auto map = emptyMap(run);
    weightsOf(map).copy_(weights);
    return map;
}

/// Where rows of a head [query, key] stand in a map: keys that are left out come last.
torch::Tensor placeOf(const torch::Tensor& rows, nn::QueryRange queries, const torch::Tensor& map) {
    return map.narrow(/*dim=*/0, queries.first, queries.count)
        .narrow(/*dim=*/1, /*start=*/0, rows.size(1));
}

/// Adds the weights of all heads of a layer to `sum` [query, key].
void addHeads(const CapturedRun& run, std::int64_t layer, const std::stop_token& stop,
    const torch::Tensor& sum) {
    forQueryBlocksInParallel(run.positions(), [&](nn::QueryRange queries) {
        poll(stop);
        for (int head = 0; head < run.shape().heads; ++head) {
            const auto weights = run.rows({static_cast<int>(layer), head}, queries).weights;
            placeOf(weights, queries, sum).add_(weights);
        }
    });
}

/// Mean over the heads of some layers [query, key].
torch::Tensor meanWeights(const CapturedRun& run, std::int64_t firstLayer, std::int64_t layers,
    const std::stop_token& stop) {
    auto sum = torch::zeros({run.positions(), run.positions()}, run.queries(firstLayer).options());
    for (auto layer = firstLayer; layer < firstLayer + layers; ++layer) {
        addHeads(run, layer, stop, sum);
    }
    return sum.div_(static_cast<double>(layers * run.shape().heads));
}

} // namespace

AttentionMap headMap(const CapturedRun& run, HeadIndex head) {
    auto map = emptyMap(run);
    const auto whole = weightsOf(map);
    forQueryBlocksInParallel(run.positions(), [&](nn::QueryRange queries) {
        const auto weights = run.rows(head, queries).weights;
        placeOf(weights, queries, whole).copy_(weights);
    });
    map.forbidden = run.forbidden(head);
    return map;
}

AttentionMap meanMap(
    const CapturedRun& run, std::optional<std::int64_t> layer, const std::stop_token& stop) {
    return mapOf(run,
        layer ? meanWeights(run, *layer, /*layers=*/1, stop)
              : meanWeights(run, /*firstLayer=*/0, run.shape().layers, stop));
}

AttentionMap rolloutMap(const CapturedRun& run, std::int64_t layer, const std::stop_token& stop) {
    torch::Tensor product;
    for (std::int64_t i = 0; i <= layer; ++i) {
        auto mixing = meanWeights(run, i, /*layers=*/1, stop).mul_(0.5); // [query, key]
        mixing.diagonal().add_(0.5);
        product = product.defined() ? torch::matmul(mixing, product) : mixing;
    }
    return mapOf(run, product);
}

} // namespace vitrine::inspect

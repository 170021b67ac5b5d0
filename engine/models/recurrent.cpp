#include "engine/models/recurrent.h"

#include <cmath>

namespace vitrine::models {

namespace {

constexpr double EmbeddingDeviation = 0.1;

struct Cell {
    std::int64_t gates;
    nn::RecurrentStep step;
};

Cell cellOf(RecurrentCell cell) {
    switch (cell) {
    case RecurrentCell::Elman:
        return {1, nn::elmanStep};
    case RecurrentCell::Lstm:
        return {4, nn::lstmStep};
    case RecurrentCell::Gru:
        return {3, nn::gruStep};
    }
    TORCH_CHECK(false, "unknown cell");
}

/// The state after the last position of the cache, [batch, width] each; undefined where it is
/// empty.
nn::RecurrentState lastState(const nn::KvCache* cache, std::int64_t layer) {
    if (!cache || cache->length() == 0) {
        return {};
    }
    const auto [hidden, cell] = cache->stored(layer); // [batch, 1, position, width]
    const auto last = cache->length() - 1;
    return {hidden.select(/*dim=*/2, last).squeeze(1), cell.select(/*dim=*/2, last).squeeze(1)};
}

/// Cells without a state of their own fill its place with what they have.
void keep(nn::KvCache& cache, std::int64_t layer, const nn::RecurrentState& states) {
    const auto& cell = states.cell.defined() ? states.cell : states.hidden;
    cache.append(layer, states.hidden.unsqueeze(/*dim=*/1), cell.unsqueeze(/*dim=*/1));
}

} // namespace

RecurrentImpl::RecurrentImpl(const RecurrentConfig& modelConfig)
    : config(modelConfig), tokenEmbedding(register_module("tokenEmbedding",
                               nn::TokenEmbedding(config.vocabularySize, config.modelWidth))),
      dropout(register_module("dropout", torch::nn::Dropout(config.dropout))),
      blocks(register_module("blocks", torch::nn::ModuleList())),
      output(register_module(
          "output", TokenOutput(config.vocabularySize, config.modelWidth, config.tiedOutput))) {
    const auto cell = cellOf(config.cell);
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        blocks->push_back(nn::RecurrentLayer(config.modelWidth, cell.gates, cell.step));
    }
}

nn::RecurrentLayer RecurrentImpl::blockAt(std::int64_t layer) {
    return std::dynamic_pointer_cast<nn::RecurrentLayerImpl>(
        blocks->ptr(static_cast<std::size_t>(layer)));
}

torch::Tensor RecurrentImpl::hidden(const NetworkInput& input, nn::KvCache* cache,
    nn::Inspection* inspection, const std::stop_token& stop) {
    auto x = seen(inspection, Site::TokenEmbedding, 0, tokenEmbedding(input.ids));
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        x = dropout(seen(inspection, Site::BlockInput, layer, x)); // [batch, position, model]
        const auto states = blockAt(layer)(x, lastState(cache, layer), layer, inspection, stop);
        if (cache) {
            keep(*cache, layer, states);
        }
        x = states.hidden;
    }
    if (cache) {
        cache->advance(input.ids.size(1));
    }
    return dropout(seen(inspection, Site::BlockInput, config.layers, x));
}

torch::Tensor RecurrentImpl::logits(const torch::Tensor& hidden, nn::Inspection* inspection) {
    return seen(inspection, Site::Logits, 0, output(hidden, tokenEmbedding));
}

void RecurrentImpl::initialize(std::uint64_t seed) {
    const double layerDeviation = 1 / std::sqrt(static_cast<double>(config.modelWidth));
    drawWeights(seed, [&](const std::string& name) {
        return name.starts_with("blocks.") ? layerDeviation : EmbeddingDeviation;
    });
    if (config.cell == RecurrentCell::Lstm) {
        const torch::NoGradGuard noGrad;
        for (std::int64_t layer = 0; layer < config.layers; ++layer) {
            blockAt(layer)->input->bias.chunk(4)[1].fill_(1); // rows i, f, g, o
        }
    }
}

} // namespace vitrine::models

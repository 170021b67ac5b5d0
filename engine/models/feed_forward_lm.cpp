#include "engine/models/feed_forward_lm.h"

#include <algorithm>
#include <cmath>

namespace vitrine::models {

namespace {

constexpr double EmbeddingDeviation = 0.1;

} // namespace

FeedForwardLmImpl::FeedForwardLmImpl(const FeedForwardLmConfig& modelConfig)
    : config(modelConfig), tokenEmbedding(register_module("tokenEmbedding",
                               nn::TokenEmbedding(config.vocabularySize, config.modelWidth))),
      hiddenLayer(register_module(
          "hiddenLayer", nn::Linear(config.window * config.modelWidth, config.modelWidth))),
      dropout(register_module("dropout", torch::nn::Dropout(config.dropout))),
      output(register_module(
          "output", TokenOutput(config.vocabularySize, config.modelWidth, config.tiedOutput))) {
}

torch::Tensor FeedForwardLmImpl::past(
    const torch::Tensor& embedded, const nn::KvCache* cache) const {
    const auto known = std::min(cache ? cache->length() : 0, config.window - 1);
    const auto zeros = torch::zeros(
        {embedded.size(0), config.window - 1 - known, config.modelWidth}, embedded.options());
    if (known == 0) {
        return zeros;
    }
    const auto stored
        = cache->stored(/*layer=*/0).first.squeeze(/*dim=*/1); // [batch, position, model]
    return torch::cat({zeros, stored.narrow(/*dim=*/1, cache->length() - known, known)},
        /*dim=*/1);
}

torch::Tensor FeedForwardLmImpl::hidden(const NetworkInput& input, nn::KvCache* cache,
    nn::Inspection* inspection, const std::stop_token& /*stop*/) {
    const auto embedded = tokenEmbedding(input.ids); // [batch, position, model]
    seen(inspection, Site::TokenEmbedding, 0, embedded);
    seen(inspection, Site::BlockInput, 0, embedded);
    const auto windows = torch::cat({past(embedded, cache), embedded}, /*dim=*/1)
                             .unfold(/*dimension=*/1, config.window, /*step=*/1)
                             .transpose(-1, -2) // [batch, position, window, model]
                             .flatten(/*start_dim=*/2); // side by side
    const auto x = seen(inspection, Site::HiddenState, 0, torch::tanh(hiddenLayer(windows)));
    if (cache) {
        cache->append(/*layer=*/0, embedded.unsqueeze(/*dim=*/1), x.unsqueeze(/*dim=*/1));
        cache->advance(input.ids.size(1));
    }
    return dropout(seen(inspection, Site::BlockInput, config.layers, x));
}

torch::Tensor FeedForwardLmImpl::logits(const torch::Tensor& hidden, nn::Inspection* inspection) {
    return seen(inspection, Site::Logits, 0, output(hidden, tokenEmbedding));
}

void FeedForwardLmImpl::initialize(std::uint64_t seed) {
    const double hiddenDeviation
        = 1 / std::sqrt(static_cast<double>(config.window * config.modelWidth));
    drawWeights(seed, [&](const std::string& name) {
        return name.starts_with("hiddenLayer.") ? hiddenDeviation : EmbeddingDeviation;
    });
}

} // namespace vitrine::models

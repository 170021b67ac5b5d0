#include "engine/models/gated_feed_forward.h"

#include "engine/models/feed_forward.h"

namespace vitrine::models {

GatedFeedForwardImpl::GatedFeedForwardImpl(const DecoderConfig& config)
    : gate(register_module("gate", nn::Linear(config.modelWidth, config.mlpWidth, config.mlpBias))),
      expand(register_module(
          "expand", nn::Linear(config.modelWidth, config.mlpWidth, config.mlpBias))),
      contract(register_module(
          "contract", nn::Linear(config.mlpWidth, config.modelWidth, config.mlpBias))),
      m_activation(config.activation) {
}

torch::Tensor GatedFeedForwardImpl::forward(
    const torch::Tensor& x, std::int64_t layer, nn::Inspection* inspection) {
    const auto hidden
        = seen(inspection, Site::FeedForwardHidden, layer, gate(x)); // [batch, position, mlp]
    return contract(seen(inspection, Site::FeedForwardActivation, layer,
        activated(hidden, m_activation) * expand(x)));
}

} // namespace vitrine::models

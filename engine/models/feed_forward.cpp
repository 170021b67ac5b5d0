#include "engine/models/feed_forward.h"

namespace vitrine::models {

torch::Tensor activated(const torch::Tensor& x, Activation activation) {
    switch (activation) {
    case Activation::GeluTanh:
        return torch::gelu(x, "tanh");
    case Activation::Gelu:
        return torch::gelu(x);
    case Activation::Relu:
        return torch::relu(x);
    case Activation::Silu:
        return torch::silu(x);
    }
    TORCH_CHECK(false, "unknown activation");
}

FeedForwardImpl::FeedForwardImpl(
    std::int64_t modelWidth, std::int64_t mlpWidth, Activation activation)
    : expand(register_module("expand", nn::Linear(modelWidth, mlpWidth))),
      contract(register_module("contract", nn::Linear(mlpWidth, modelWidth))),
      m_activation(activation) {
}

torch::Tensor FeedForwardImpl::forward(
    const torch::Tensor& x, std::int64_t layer, nn::Inspection* inspection) {
    const auto hidden
        = seen(inspection, Site::FeedForwardHidden, layer, expand(x)); // [batch, position, mlp]
    return contract(
        seen(inspection, Site::FeedForwardActivation, layer, activated(hidden, m_activation)));
}

} // namespace vitrine::models

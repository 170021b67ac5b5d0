#include "engine/nn/linear.h"

#include <utility>

namespace vitrine::nn {

LinearImpl::LinearImpl(std::int64_t in, std::int64_t out, bool withBias)
    : weight(register_parameter("weight", torch::empty({out, in}))) {
    if (withBias) {
        bias = register_parameter("bias", torch::empty({out}));
    }
}

torch::Tensor LinearImpl::forward(const torch::Tensor& x) {
    const auto y = m_compressed ? m_compressed->multiply(x, bias) : linearMap(x, weight, bias);
    return update ? y + update(x) : y;
}

void LinearImpl::adapt(LowRankUpdate added) {
    added->train(is_training());
    update = register_module("update", std::move(added));
}

torch::Tensor LinearImpl::mergedWeight() const {
    return update ? weight + update->weight() : weight;
}

void LinearImpl::merge() {
    if (update) {
        weight.set_data(mergedWeight().detach());
        unregister_module("update");
        update = nullptr;
    }
}

torch::Tensor LinearImpl::row(std::int64_t output) const {
    if (!m_compressed) {
        return mergedWeight()[output].to(torch::kFloat32);
    }
    const auto id = torch::full({1}, output, torch::dtype(torch::kLong).device(weight.device()));
    return m_compressed->rows(id)[0];
}

void LinearImpl::compress(DType form) {
    if (form != DType::Float32 && !m_compressed) {
        m_compressed.emplace(weight.detach(), form);
        weight.set_data(torch::empty({0}, weight.options()));
    }
}

} // namespace vitrine::nn

#include "engine/nn/rms_norm.h"

namespace vitrine::nn {

RmsNormImpl::RmsNormImpl(std::int64_t width, double epsilon, bool aroundOne)
    : weight(register_parameter("weight", torch::empty({width}))), m_epsilon(epsilon),
      m_aroundOne(aroundOne) {
}

torch::Tensor RmsNormImpl::scaled(const torch::Tensor& rows, const torch::Tensor& x) const {
    const auto meanSquare = x.square().mean(/*dim=*/-1, /*keepdim=*/true); // [.., 1]
    return rows * torch::rsqrt(meanSquare + m_epsilon) * gain();
}

} // namespace vitrine::nn

#include "engine/nn/low_rank_update.h"

#include <cmath>

namespace vitrine::nn {

LowRankUpdateImpl::LowRankUpdateImpl(std::int64_t in, std::int64_t out, const Options& options)
    : down(register_parameter("down", torch::empty({options.rank, in}))),
      up(register_parameter("up", torch::zeros({out, options.rank}))), m_scale(options.scale),
      m_dropout(register_module("dropout", torch::nn::Dropout(options.dropout))) {
    torch::nn::init::kaiming_uniform_(down, /*a=*/std::sqrt(5.0)); // as a linear layer begins
}

torch::Tensor LowRankUpdateImpl::forward(const torch::Tensor& x) {
    return torch::linear(torch::linear(m_dropout(x), down), up) * m_scale;
}

torch::Tensor LowRankUpdateImpl::weight() const {
    return torch::mm(up, down) * m_scale;
}

} // namespace vitrine::nn

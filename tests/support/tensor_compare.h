#pragma once

#include <torch/torch.h>

namespace vitrine::test {

/// The largest absolute difference; infinite where shapes differ or a number is not finite.
inline double largestDifference(const torch::Tensor& actual, const torch::Tensor& expected) {
    if (actual.sizes() != expected.sizes()) {
        return INFINITY;
    }
    const auto difference
        = (actual.to(torch::kFloat64) - expected.to(torch::kFloat64)).abs().nan_to_num(INFINITY);
    return difference.numel() == 0 ? 0 : difference.max().item<double>();
}

} // namespace vitrine::test

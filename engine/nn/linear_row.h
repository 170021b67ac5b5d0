#pragma once

#include <torch/torch.h>

namespace vitrine::nn {

/// One component of a value as a linear function of another: Σ weight · input + bias.
struct LinearRow {
    torch::Tensor weights; ///< [input]
    double bias = 0;
};

} // namespace vitrine::nn

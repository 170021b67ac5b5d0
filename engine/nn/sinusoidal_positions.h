#pragma once

#include <cstdint>

#include <torch/torch.h>

namespace vitrine::nn {

/// PE(pos, 2i) = sin(pos / 10000^(2i / width)), PE(pos, 2i + 1) = cos(the same) (Vaswani et al.
/// 2017, section 3.5) [position, width].
torch::Tensor sinusoidalPositions(std::int64_t positions, std::int64_t width);

} // namespace vitrine::nn

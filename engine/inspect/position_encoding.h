#pragma once

#include <cstdint>

#include <torch/torch.h>

#include "engine/values/position_encoding.h"

namespace vitrine::inspect {

/// PE(pos, 2i) = sin(pos / 10000^(2i / width)), PE(pos, 2i + 1) = cos(the same) (Vaswani et al.
/// 2017, section 3.5) [position, width].
torch::Tensor sinusoidalPositions(std::int64_t positions, std::int64_t width);

/// A table [position, width] with the cosine between each two of its rows.
PositionEncoding positionEncoding(const torch::Tensor& table);

} // namespace vitrine::inspect

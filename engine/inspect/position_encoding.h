#pragma once

#include <torch/torch.h>

#include "engine/values/position_encoding.h"

namespace vitrine::inspect {

/// A table [position, width] with the cosine between each two of its rows.
PositionEncoding positionEncoding(const torch::Tensor& table);

} // namespace vitrine::inspect

#include "engine/inspect/position_encoding.h"

#include "engine/inspect/tensor_values.h"

namespace vitrine::inspect {

PositionEncoding positionEncoding(const torch::Tensor& table) {
    const auto vectors = plainFloats(table);
    const auto lengths = vectors.norm(/*p=*/2, /*dim=*/-1, /*keepdim=*/true).clamp_min(1e-12);
    const auto directions = vectors / lengths;
    return {.positions = static_cast<int>(vectors.size(0)),
        .width = static_cast<int>(vectors.size(1)),
        .vectors = valuesOf(vectors),
        .similarity = valuesOf(torch::matmul(directions, directions.t()))};
}

} // namespace vitrine::inspect

#include "engine/inspect/position_encoding.h"

#include <cmath>

#include "engine/inspect/tensor_values.h"

namespace vitrine::inspect {

torch::Tensor sinusoidalPositions(std::int64_t positions, std::int64_t width) {
    auto table = torch::empty({positions, width});
    auto cells = table.accessor<float, 2>();
    for (std::int64_t position = 0; position < positions; ++position) {
        for (std::int64_t i = 0; i < width; ++i) {
            const auto pair = static_cast<double>(i - i % 2); // 2i
            const double angle = static_cast<double>(position)
                / std::pow(10000.0, pair / static_cast<double>(width));
            cells[position][i] = static_cast<float>(i % 2 == 0 ? std::sin(angle) : std::cos(angle));
        }
    }
    return table;
}

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

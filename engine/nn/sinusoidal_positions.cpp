#include "engine/nn/sinusoidal_positions.h"

#include <cmath>

namespace vitrine::nn {

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

} // namespace vitrine::nn

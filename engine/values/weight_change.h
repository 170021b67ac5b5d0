#pragma once

#include <string>

namespace vitrine {

/// How far training moved one matrix W from where it began: ‖W′ − W‖ ÷ ‖W‖ in Frobenius norms.
struct WeightChange {
    std::string name; ///< as in named_parameters(): "blocks.0.attention.output.weight"
    double norm = 0; ///< ‖W‖
    double relative = 0;
    bool operator==(const WeightChange&) const = default;
};

} // namespace vitrine

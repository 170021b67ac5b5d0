#pragma once

#include <cstddef>
#include <vector>

namespace vitrine {

/// Euclidean lengths along the residual stream, [layer, position] each, layer after layer.
struct ResidualNorms {
    int layers = 0;
    int positions = 0;
    std::vector<float>
        stream; ///< [layers + 1, position]: what each layer reads, then the last's output
    std::vector<float> attention; ///< [layer, position] of what attention adds
    std::vector<float> feedForward; ///< [layer, position] of what the feed-forward part adds
    std::size_t index(int layer, int position) const {
        return static_cast<std::size_t>(layer) * static_cast<std::size_t>(positions)
            + static_cast<std::size_t>(position);
    }
    bool operator==(const ResidualNorms&) const = default;
};

} // namespace vitrine

#pragma once

#include <cstddef>
#include <vector>

namespace vitrine {

/// A vector for every position, and how alike they are.
struct PositionEncoding {
    int positions = 0;
    int width = 0;
    std::vector<float> vectors; ///< [position, width]
    std::vector<float> similarity; ///< [position, position], cosine
    bool operator==(const PositionEncoding&) const = default;
};

} // namespace vitrine

#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace vitrine {

/// Places of points on a map of two or three dimensions, point after point.
struct PointMap {
    int dimensions = 2;
    std::vector<float> coordinates; ///< [point, dimension]
    std::vector<double> explained; ///< PCA: the share of the variance along each axis; else empty

    int size() const {
        return static_cast<int>(coordinates.size() / static_cast<std::size_t>(dimensions));
    }
    std::span<const float> point(int index) const {
        return std::span(coordinates)
            .subspan(static_cast<std::size_t>(index) * static_cast<std::size_t>(dimensions),
                static_cast<std::size_t>(dimensions));
    }
    bool operator==(const PointMap&) const = default;
};

} // namespace vitrine

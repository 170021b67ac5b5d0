#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/values/point_map.h"

namespace vitrine::embeddings {

/// How points are laid out, whatever the method.
struct MapOptions {
    int dimensions = 2; ///< 2 or 3
    std::uint64_t seed = 1; ///< the same points and seed give the same map
    int threads = 0; ///< 0 = as many as the machine has cores; the map does not depend on it
    /// Where points stood before [point, dimension]; NaN for a point that is new. t-SNE and UMAP
    /// leave the others where they are and find places for the new ones, so that a map stays when a
    /// word is added. Empty: all are new.
    std::vector<float> before;
};

/// A map on its way.
struct MapProgress {
    int step = 0; ///< from 1
    int steps = 0;
    const PointMap& map;
};
using MapCallback = std::function<void(const MapProgress&)>;

} // namespace vitrine::embeddings

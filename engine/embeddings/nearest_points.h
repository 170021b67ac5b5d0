#pragma once

#include <span>
#include <stop_token>
#include <vector>

namespace vitrine::embeddings {

/// The nearest other points of each point, nearest first.
struct NearestPoints {
    int each = 0; ///< neighbours of a point
    std::vector<int> indices; ///< [point, neighbour]
    std::vector<float> distances; ///< Euclidean, [point, neighbour]
};

/// Exact, by comparison of all with all. `points` is [point, width]; there are at most as many
/// neighbours as other points. A stop asked for leaves the rest empty.
NearestPoints nearestPoints(std::span<const float> points, int width, int each, int threads,
    const std::stop_token& stop = {});

} // namespace vitrine::embeddings

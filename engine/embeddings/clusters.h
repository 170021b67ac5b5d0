#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace vitrine::embeddings {

/// k-means (Lloyd 1982) begun as k-means++ (Arthur & Vassilvitskii 2007): the cluster of each point
/// [point, width], numbered in the order in which the points meet them. At most as many clusters as
/// points; a seed gives one answer.
std::vector<int> clustersOf(
    std::span<const float> points, int width, int count, std::uint64_t seed = 1);

} // namespace vitrine::embeddings

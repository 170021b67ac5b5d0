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

/// The same with the number of clusters, from 2 to `most`, that parts the points best: the one with
/// the largest mean silhouette (Rousseeuw 1987), of several beginnings. For more than a few hundred
/// points, whose distances would take long, there are `most` clusters.
std::vector<int> naturalClusters(
    std::span<const float> points, int width, int most, std::uint64_t seed = 1);

} // namespace vitrine::embeddings

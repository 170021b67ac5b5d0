#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/embeddings/map_options.h"
#include "engine/embeddings/nearest_points.h"

namespace vitrine::embeddings {

/// Where points are put before they move: where they stood before, new ones amid their neighbours;
/// without places from before, by their principal components, the first of the deviation asked for.
std::vector<float> startingPlaces(std::span<const float> points, int width,
    const NearestPoints& nearest, const MapOptions& options, float deviation);

/// Whether each point stood somewhere before, and so stays there; empty where none did.
std::vector<bool> stayingPoints(std::size_t points, const MapOptions& options);

} // namespace vitrine::embeddings

#include "engine/embeddings/map_start.h"

#include <algorithm>
#include <cmath>

#include "engine/embeddings/pca.h"
#include "engine/embeddings/random.h"

namespace vitrine::embeddings {

namespace {

std::vector<float> byComponents(
    std::span<const float> points, int width, const MapOptions& options, float deviation) {
    auto map = principalComponents(points, width,
        {.dimensions = options.dimensions, .threads = options.threads, .before = {}});
    if (!map) {
        return {};
    }
    auto& places = map->coordinates;
    const auto step = static_cast<std::size_t>(options.dimensions);
    double squares = 0;
    for (std::size_t i = 0; i < places.size(); i += step) {
        squares += static_cast<double>(places[i]) * places[i];
    }
    const double found = std::sqrt(squares * static_cast<double>(step) / places.size());
    const auto factor = static_cast<float>(found > 0 ? deviation / found : 0);
    Random random(options.seed);
    for (auto& place : places) {
        // Points that are equal must be able to part.
        place = place * factor + (random.uniform() - 0.5F) * deviation * 1e-3F;
    }
    return places;
}

/// The mean place of a point's neighbours that have one.
void putAmidNeighbours(std::vector<float>& places, const std::vector<float>& before,
    const NearestPoints& nearest, std::size_t point, std::size_t dimensions) {
    std::vector<float> sum(dimensions);
    int known = 0;
    const auto each = static_cast<std::size_t>(nearest.each);
    constexpr int Enough = 3; // neighbours that say where a point belongs
    for (std::size_t i = 0; i < each && known < Enough; ++i) {
        const auto other = static_cast<std::size_t>(nearest.indices[point * each + i]);
        if (!std::isnan(before[other * dimensions])) {
            ++known;
            for (std::size_t axis = 0; axis < dimensions; ++axis) {
                sum[axis] += before[other * dimensions + axis];
            }
        }
    }
    for (std::size_t axis = 0; axis < dimensions; ++axis) {
        places[point * dimensions + axis] = known == 0 ? 0 : sum[axis] / static_cast<float>(known);
    }
}

} // namespace

std::vector<float> startingPlaces(std::span<const float> points, int width,
    const NearestPoints& nearest, const MapOptions& options, float deviation) {
    const auto count = points.size() / static_cast<std::size_t>(width);
    const auto dimensions = static_cast<std::size_t>(options.dimensions);
    if (options.before.size() != count * dimensions) {
        return byComponents(points, width, options, deviation);
    }
    auto places = options.before;
    for (std::size_t point = 0; point < count; ++point) {
        if (std::isnan(places[point * dimensions])) {
            putAmidNeighbours(places, options.before, nearest, point, dimensions);
        }
    }
    return places;
}

std::vector<bool> stayingPoints(std::size_t points, const MapOptions& options) {
    const auto dimensions = static_cast<std::size_t>(options.dimensions);
    std::vector<bool> stays;
    if (options.before.size() == points * dimensions) {
        for (std::size_t point = 0; point < points; ++point) {
            stays.push_back(!std::isnan(options.before[point * dimensions]));
        }
    }
    return stays;
}

} // namespace vitrine::embeddings

#include "engine/embeddings/nearest_points.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/embeddings/parallel.h"
#include "engine/embeddings/vector_kernels.h"

namespace vitrine::embeddings {

namespace {

constexpr std::size_t RowBlock = 32; // points whose distances to all others are held at once
constexpr std::size_t ColumnBlock = 64; // points that stay in the cache meanwhile

/// Squared distances of points [first, last) to all: ‖a‖² + ‖b‖² − 2 a·b.
void distancesOf(std::span<const float> points, std::size_t width,
    std::span<const float> squaredNorms, std::size_t first, std::size_t last, float* out) {
    const auto count = squaredNorms.size();
    for (std::size_t column = 0; column < count; column += ColumnBlock) {
        const auto size = std::min(ColumnBlock, count - column);
        kernels::dotTable(points.data() + first * width, last - first,
            points.data() + column * width, size, width, out + column, count);
    }
    for (std::size_t row = first; row < last; ++row) {
        float* line = out + (row - first) * count;
        for (std::size_t i = 0; i < count; ++i) {
            line[i] = std::max(0.0F, squaredNorms[row] + squaredNorms[i] - 2 * line[i]);
        }
    }
}

} // namespace

NearestPoints nearestPoints(
    std::span<const float> points, int width, int each, int threads, const std::stop_token& stop) {
    const auto size = static_cast<std::size_t>(width);
    const auto count = points.size() / size;
    NearestPoints nearest;
    nearest.each = std::clamp(each, 0, std::max(static_cast<int>(count) - 1, 0));
    const auto kept = static_cast<std::size_t>(nearest.each);
    nearest.indices.resize(count * kept);
    nearest.distances.resize(count * kept);
    std::vector<float> norms(count);
    for (std::size_t i = 0; i < count; ++i) {
        const float* x = points.data() + i * size;
        norms[i] = kernels::dot(x, x, size);
    }
    forEachPart(static_cast<int>((count + RowBlock - 1) / RowBlock), threads, [&](int part) {
        if (stop.stop_requested()) {
            return;
        }
        const auto first = static_cast<std::size_t>(part) * RowBlock;
        const auto last = std::min(count, first + RowBlock);
        std::vector<float> distances((last - first) * count);
        distancesOf(points, size, norms, first, last, distances.data());
        std::vector<int> order(count);
        for (std::size_t row = first; row < last; ++row) {
            float* line = distances.data() + (row - first) * count;
            line[row] = -1; // the point itself comes first and is passed over
            std::iota(order.begin(), order.end(), 0);
            std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(kept) + 1,
                {}, [line](int i) { return std::pair(line[i], i); });
            for (std::size_t i = 0; i < kept; ++i) {
                nearest.indices[row * kept + i] = order[i + 1];
                nearest.distances[row * kept + i] = std::sqrt(line[order[i + 1]]);
            }
        }
    });
    return nearest;
}

} // namespace vitrine::embeddings

#include "engine/embeddings/clusters.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/embeddings/random.h"
#include "engine/embeddings/vector_kernels.h"

namespace vitrine::embeddings {

namespace {

constexpr int Rounds = 50; // far more than small sets need

/// Points and centres of one width.
struct Space {
    std::span<const float> points;
    std::size_t width;
    std::vector<float> centres;

    std::size_t size() const { return points.size() / width; }
    float distance(std::size_t point, std::size_t centre) const {
        return kernels::squaredDistance(
            points.data() + point * width, centres.data() + centre * width, width);
    }
    void addCentre(std::size_t point) {
        const auto place = points.subspan(point * width, width);
        centres.insert(centres.end(), place.begin(), place.end());
    }
};

/// Each next centre is a point drawn in proportion to its squared distance from those before.
void drawCentres(Space& space, std::size_t count, Random& random) {
    std::vector<float> nearest(space.size(), std::numeric_limits<float>::max());
    space.addCentre(random.below(static_cast<std::uint32_t>(space.size())));
    for (std::size_t centre = 1; centre < count; ++centre) {
        double total = 0;
        for (std::size_t point = 0; point < space.size(); ++point) {
            nearest[point] = std::min(nearest[point], space.distance(point, centre - 1));
            total += nearest[point];
        }
        double left = random.uniform() * total;
        std::size_t drawn = 0;
        while (drawn + 1 < space.size() && left >= nearest[drawn]) {
            left -= nearest[drawn++];
        }
        space.addCentre(drawn);
    }
}

std::vector<int> assign(const Space& space, std::size_t count) {
    std::vector<int> clusters(space.size());
    for (std::size_t point = 0; point < space.size(); ++point) {
        for (std::size_t centre = 1; centre < count; ++centre) {
            const auto best = static_cast<std::size_t>(clusters[point]);
            if (space.distance(point, centre) < space.distance(point, best)) {
                clusters[point] = static_cast<int>(centre);
            }
        }
    }
    return clusters;
}

/// Each centre to the mean of its points; one without points stays.
void moveCentres(Space& space, const std::vector<int>& clusters, std::size_t count) {
    std::vector<float> sums(space.centres.size());
    std::vector<int> sizes(count);
    for (std::size_t point = 0; point < space.size(); ++point) {
        const auto centre = static_cast<std::size_t>(clusters[point]);
        ++sizes[centre];
        kernels::addScaled(sums.data() + centre * space.width, 1,
            space.points.data() + point * space.width, space.width);
    }
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (const int size = sizes[i / space.width]; size > 0) {
            space.centres[i] = sums[i] / static_cast<float>(size);
        }
    }
}

void renumber(std::vector<int>& clusters, std::size_t count) {
    std::vector<int> numbers(count, -1);
    int next = 0;
    for (auto& cluster : clusters) {
        auto& number = numbers[static_cast<std::size_t>(cluster)];
        number = number < 0 ? next++ : number;
        cluster = number;
    }
}

} // namespace

std::vector<int> clustersOf(
    std::span<const float> points, int width, int count, std::uint64_t seed) {
    Space space{points, static_cast<std::size_t>(width), {}};
    if (points.empty() || count < 1) {
        return {};
    }
    const auto wanted = std::min(space.size(), static_cast<std::size_t>(count));
    Random random(seed);
    drawCentres(space, wanted, random);
    auto clusters = assign(space, wanted);
    for (int round = 0; round < Rounds; ++round) {
        moveCentres(space, clusters, wanted);
        auto next = assign(space, wanted);
        if (next == clusters) {
            break;
        }
        clusters = std::move(next);
    }
    renumber(clusters, wanted);
    return clusters;
}

} // namespace vitrine::embeddings

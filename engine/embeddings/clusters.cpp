#include "engine/embeddings/clusters.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/embeddings/random.h"
#include "engine/embeddings/vector_kernels.h"

namespace vitrine::embeddings {

namespace {

constexpr int Rounds = 50; // far more than small sets need
constexpr std::size_t MostCompared = 300; // points whose distances are worked out
constexpr std::uint64_t Starts = 4;

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

/// Distances of all pairs [i · n + j].
std::vector<double> distancesOf(std::span<const float> points, std::size_t width) {
    const auto count = points.size() / width;
    std::vector<double> distances(count * count);
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const float squared = kernels::squaredDistance(
                points.data() + i * width, points.data() + j * width, width);
            distances[i * count + j] = distances[j * count + i] = std::sqrt(squared);
        }
    }
    return distances;
}

/// How much nearer a point is to its own cluster (a) than to the next (b): (b − a) / max(a, b); 0
/// for a point that is alone.
double silhouetteOf(
    std::size_t point, const std::vector<double>& distances, const std::vector<int>& clusters) {
    const auto count = clusters.size();
    const auto own = static_cast<std::size_t>(clusters[point]);
    std::vector<double> sums(count); // of the distances to each cluster
    std::vector<int> sizes(count);
    for (std::size_t other = 0; other < count; ++other) {
        if (other != point) {
            sums[static_cast<std::size_t>(clusters[other])] += distances[point * count + other];
            ++sizes[static_cast<std::size_t>(clusters[other])];
        }
    }
    if (sizes[own] == 0) {
        return 0;
    }
    const double within = sums[own] / sizes[own];
    double next = std::numeric_limits<double>::max();
    for (std::size_t cluster = 0; cluster < count; ++cluster) {
        if (cluster != own && sizes[cluster] > 0) {
            next = std::min(next, sums[cluster] / sizes[cluster]);
        }
    }
    const double larger = std::max(within, next);
    return larger > 0 ? (next - within) / larger : 0;
}

double meanSilhouette(const std::vector<double>& distances, const std::vector<int>& clusters) {
    if (*std::ranges::max_element(clusters) == 0) {
        return 0; // one cluster parts nothing
    }
    double sum = 0;
    for (std::size_t point = 0; point < clusters.size(); ++point) {
        sum += silhouetteOf(point, distances, clusters);
    }
    return sum / static_cast<double>(clusters.size());
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

std::vector<int> naturalClusters(
    std::span<const float> points, int width, int most, std::uint64_t seed) {
    const auto count = points.size() / static_cast<std::size_t>(width);
    if (count > MostCompared) {
        return clustersOf(points, width, most, seed);
    }
    const auto distances = distancesOf(points, static_cast<std::size_t>(width));
    std::vector<int> best(count);
    double largest = 0;
    for (int wanted = 2; wanted <= most; ++wanted) {
        for (std::uint64_t start = 0; start < Starts; ++start) {
            auto clusters = clustersOf(points, width, wanted, seed + start);
            const double found = meanSilhouette(distances, clusters);
            if (found > largest) {
                largest = found;
                best = std::move(clusters);
            }
        }
    }
    return best;
}

} // namespace vitrine::embeddings

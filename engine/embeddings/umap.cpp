#include "engine/embeddings/umap.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "engine/embeddings/map_start.h"
#include "engine/embeddings/nearest_points.h"
#include "engine/embeddings/pca.h"
#include "engine/embeddings/random.h"

namespace vitrine::embeddings {

namespace {

constexpr float StartDeviation = 4; // the components then reach about to ±10
constexpr int BandwidthRounds = 64;
constexpr float LargestStep = 4;
constexpr float NearZero = 0.001F; // added to a squared distance that divides

struct Edge {
    int from;
    int to;
    float weight;
};

/// How near a point's neighbours are to it: exp(−(d − ρ) / σ), which sum to log2 of their number
/// (algorithm 3, SmoothKNNDist).
void memberships(std::span<const float> distances, std::span<float> out) {
    const auto positive = std::ranges::find_if(distances, [](float d) { return d > 0; });
    const double rho = positive == distances.end() ? 0 : *positive;
    const double wanted = std::log2(static_cast<double>(distances.size()) + 1);
    double sigma = 1;
    double low = 0;
    double high = std::numeric_limits<double>::infinity();
    for (int round = 0; round < BandwidthRounds; ++round) {
        double sum = 0;
        for (std::size_t i = 0; i < distances.size(); ++i) {
            const double p = std::exp(-std::max(distances[i] - rho, 0.0) / sigma);
            out[i] = static_cast<float>(p);
            sum += p;
        }
        if (std::fabs(sum - wanted) < 1e-5) {
            break;
        }
        (sum > wanted ? high : low) = sigma;
        sigma = std::isinf(high) ? sigma * 2 : (low + high) / 2;
    }
}

/// The union of what points say of each other: a + b − ab. Each pair stands in both directions.
std::vector<Edge> edgesOf(const NearestPoints& nearest) {
    const auto each = static_cast<std::size_t>(nearest.each);
    std::vector<float> members(nearest.distances.size());
    for (std::size_t i = 0; i < members.size(); i += each) {
        memberships(
            std::span(nearest.distances).subspan(i, each), std::span(members).subspan(i, each));
    }
    std::vector<Edge> edges;
    edges.reserve(members.size() * 2);
    for (std::size_t i = 0; i < members.size(); ++i) {
        const int from = static_cast<int>(i / each);
        edges.push_back({from, nearest.indices[i], members[i]});
        edges.push_back({nearest.indices[i], from, members[i]});
    }
    const auto ends = [](const Edge& edge) { return std::pair(edge.from, edge.to); };
    std::ranges::stable_sort(edges, {}, ends);
    std::vector<Edge> joined;
    for (const auto& edge : edges) {
        if (!joined.empty() && ends(joined.back()) == ends(edge)) {
            auto& weight = joined.back().weight;
            weight = weight + edge.weight - weight * edge.weight;
        } else {
            joined.push_back(edge);
        }
    }
    return joined;
}

/// Stochastic gradient descent on the cross-entropy of the two graphs (algorithm 5), in one thread
/// and one order, so that a seed gives one map.
template <int D>
class Layout {
public:
    Layout(
        std::vector<Edge> edges, std::vector<float> places, const UmapOptions& options, int epochs)
        : m_edges(std::move(edges)), m_random(options.map.seed), m_epochs(epochs),
          m_negatives(options.negativeSamples) {
        const auto curve = fitUmapCurve(options.minimumDistance, options.spread);
        m_a = static_cast<float>(curve.a);
        m_b = static_cast<float>(curve.b);
        m_map.dimensions = D;
        m_map.coordinates = std::move(places);
        m_points = static_cast<std::uint32_t>(m_map.coordinates.size() / D);
        m_strongest = std::ranges::max(m_edges, {}, &Edge::weight).weight;
        m_due.assign(m_edges.size(), 0);
        m_stays = stayingPoints(m_points, options.map);
    }

    const PointMap& map() const { return m_map; }

    /// Every edge as often as its weight says: the strongest in each epoch.
    void epoch(int number) {
        const float rate = 1 - static_cast<float>(number) / static_cast<float>(m_epochs);
        for (std::size_t i = 0; i < m_edges.size(); ++i) {
            m_due[i] += m_edges[i].weight / m_strongest;
            if (m_due[i] < 1) {
                continue;
            }
            m_due[i] -= 1;
            const bool stays
                = !m_stays.empty() && m_stays[static_cast<std::size_t>(m_edges[i].from)];
            if (stays) {
                continue;
            }
            float* from = place(static_cast<std::uint32_t>(m_edges[i].from));
            attract(from, place(static_cast<std::uint32_t>(m_edges[i].to)), rate);
            for (int sample = 0; sample < m_negatives; ++sample) {
                const auto other = m_random.below(m_points);
                if (static_cast<int>(other) != m_edges[i].from) {
                    repel(from, place(other), rate);
                }
            }
        }
    }

private:
    float* place(std::uint32_t point) {
        return m_map.coordinates.data() + static_cast<std::size_t>(point) * D;
    }
    static float squaredDistance(const float* a, const float* b) {
        float sum = 0;
        for (int axis = 0; axis < D; ++axis) {
            sum += (a[axis] - b[axis]) * (a[axis] - b[axis]);
        }
        return sum;
    }
    /// d^2b of a squared distance above 0.
    float power(float squared) const { return std::exp2(m_b * std::log2(squared)); }
    static float clipped(float value) { return std::clamp(value, -LargestStep, LargestStep); }

    void attract(float* from, float* to, float rate) const {
        const float squared = squaredDistance(from, to);
        if (squared <= 0) {
            return;
        }
        const float raised = m_a * power(squared);
        const float factor = -2 * m_b * raised / (squared * (1 + raised));
        for (int axis = 0; axis < D; ++axis) {
            const float move = clipped(factor * (from[axis] - to[axis])) * rate;
            from[axis] += move;
            to[axis] -= m_stays.empty() ? move : 0;
        }
    }
    void repel(float* from, const float* other, float rate) const {
        const float squared = squaredDistance(from, other);
        if (squared <= 0) {
            return;
        }
        const float factor = 2 * m_b / ((NearZero + squared) * (1 + m_a * power(squared)));
        for (int axis = 0; axis < D; ++axis) {
            from[axis] += clipped(factor * (from[axis] - other[axis])) * rate;
        }
    }

    std::vector<Edge> m_edges;
    std::vector<float> m_due; ///< how much of its next turn each edge has come to
    std::vector<bool> m_stays; ///< points that do not move; empty: all do
    Random m_random;
    int m_epochs;
    int m_negatives;
    float m_a = 0;
    float m_b = 0;
    float m_strongest = 1;
    std::uint32_t m_points = 0;
    PointMap m_map;
};

template <int D>
Expected<PointMap> layOut(std::vector<Edge> edges, std::vector<float> places,
    const UmapOptions& options, const MapCallback& onEpoch, const std::stop_token& stop) {
    const bool follows = options.map.before.size() == places.size();
    const int epochs = follows ? options.followingEpochs : options.epochs;
    Layout<D> layout(std::move(edges), std::move(places), options, epochs);
    for (int epoch = 0; epoch < epochs; ++epoch) {
        if (stop.stop_requested()) {
            return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "The map was stopped."});
        }
        layout.epoch(epoch);
        if (onEpoch) {
            onEpoch({epoch + 1, epochs, layout.map()});
        }
    }
    return layout.map();
}

} // namespace

UmapCurve fitUmapCurve(double minimumDistance, double spread) {
    // Gauss–Newton over 300 distances up to three times the spread.
    constexpr int Samples = 300;
    constexpr int Rounds = 100;
    UmapCurve curve{1, 1};
    for (int round = 0; round < Rounds; ++round) {
        double aa = 0, ab = 0, bb = 0, ra = 0, rb = 0;
        for (int i = 1; i < Samples; ++i) {
            const double d = 3 * spread * i / (Samples - 1);
            const double wanted
                = d < minimumDistance ? 1 : std::exp(-(d - minimumDistance) / spread);
            const double raised = std::pow(d, 2 * curve.b);
            const double value = 1 / (1 + curve.a * raised);
            const double byA = -value * value * raised;
            const double byB = byA * curve.a * 2 * std::log(d);
            aa += byA * byA, ab += byA * byB, bb += byB * byB;
            ra += byA * (wanted - value), rb += byB * (wanted - value);
        }
        const double determinant = aa * bb - ab * ab;
        curve.a = std::max(curve.a + (bb * ra - ab * rb) / determinant, 1e-3);
        curve.b = std::max(curve.b + (aa * rb - ab * ra) / determinant, 1e-3);
    }
    return curve;
}

Expected<PointMap> umap(std::span<const float> points, int width, const UmapOptions& options,
    const MapCallback& onEpoch, std::stop_token stop) {
    const auto dimensions = options.map.dimensions;
    if (points.empty() || width < 1 || dimensions < 2 || dimensions > 3 || options.neighbours < 2) {
        return Unexpected(Error{ErrorCode::OptionInvalid, "map",
            std::to_string(dimensions) + " dimensions, " + std::to_string(options.neighbours)
                + " neighbours",
            "UMAP needs points, 2 or 3 dimensions and at least 2 neighbours."});
    }
    const int count = static_cast<int>(points.size()) / width;
    if (count < 4) { // too few for neighbourhoods
        return principalComponents(points, width, options.map);
    }
    // The paper counts the point itself among its neighbours.
    const auto nearest
        = nearestPoints(points, width, options.neighbours - 1, options.map.threads, stop);
    auto places = startingPlaces(points, width, nearest, options.map, StartDeviation);
    auto edges = edgesOf(nearest);
    return dimensions == 2 ? layOut<2>(std::move(edges), std::move(places), options, onEpoch, stop)
                           : layOut<3>(std::move(edges), std::move(places), options, onEpoch, stop);
}

} // namespace vitrine::embeddings

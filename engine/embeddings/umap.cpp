#include "engine/embeddings/umap.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "engine/embeddings/map_start.h"
#include "engine/embeddings/nearest_points.h"
#include "engine/embeddings/parallel.h"
#include "engine/embeddings/pca.h"
#include "engine/embeddings/power_curve.h"
#include "engine/embeddings/random.h"

namespace vitrine::embeddings {

namespace {

constexpr float StartDeviation = 4; // the components then reach about to ±10
constexpr int LeastRange = 128; // points that are worth a thread
constexpr int BandwidthRounds = 64;
constexpr float LargestStep = 4;
constexpr float Nothing = 1e-30F; // a squared distance without a direction
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

/// Stochastic gradient descent on the cross-entropy of the two graphs (algorithm 5). Within an
/// epoch each point moves by what it sees of the others as they stood before it, and draws random
/// numbers of its own, so that the map does not depend on the number of threads.
template <int D>
class Layout {
public:
    Layout(const std::vector<Edge>& edges, std::vector<float> places, const UmapOptions& options,
        int epochs)
        : m_options(options), m_epochs(epochs),
          m_curve(fitUmapCurve(options.minimumDistance, options.spread)), m_power(m_curve.b),
          m_a(static_cast<float>(m_curve.a)), m_b(static_cast<float>(m_curve.b)),
          m_points(static_cast<std::uint32_t>(places.size() / D)), m_before(places),
          m_stays(stayingPoints(m_points, options.map)) {
        m_map.dimensions = D;
        m_map.coordinates = std::move(places);
        const float strongest = std::ranges::max(edges, {}, &Edge::weight).weight;
        m_begins.resize(m_points + 1);
        for (const auto& edge : edges) { // sorted by where they begin
            m_pulls.push_back({static_cast<std::uint32_t>(edge.to), edge.weight / strongest, 0});
            ++m_begins[static_cast<std::size_t>(edge.from) + 1];
        }
        std::partial_sum(m_begins.begin(), m_begins.end(), m_begins.begin());
    }

    const PointMap& map() const { return m_map; }

    void epoch(int number) {
        const float rate = 1 - static_cast<float>(number) / static_cast<float>(m_epochs);
        m_before = m_map.coordinates;
        forEachRange(static_cast<int>(m_points), LeastRange, m_options.map.threads,
            [&](int first, int last) {
                for (int point = first; point < last; ++point) {
                    if (m_stays.empty() || !m_stays[static_cast<std::size_t>(point)]) {
                        move(static_cast<std::uint32_t>(point), number, rate);
                    }
                }
            });
    }

private:
    /// An edge, seen from where it begins.
    struct Pull {
        std::uint32_t to;
        float share; ///< of the epochs in which it pulls: the strongest in each
        float due; ///< how much of its next turn it has come to
    };

    void move(std::uint32_t point, int epoch, float rate) {
        Random random(m_options.map.seed
            + (static_cast<std::uint64_t>(epoch) << 32 | point) * 0xd1342543de82ef95U);
        float* place = m_map.coordinates.data() + static_cast<std::size_t>(point) * D;
        for (auto i = m_begins[point]; i < m_begins[point + 1]; ++i) {
            auto& pull = m_pulls[i];
            pull.due += pull.share;
            if (pull.due < 1) {
                continue;
            }
            pull.due -= 1;
            // All of a pull's forces are of one place, so that the processor can work on them at
            // once.
            float step[D] = {};
            attract(place, before(pull.to), step);
            for (int sample = 0; sample < m_options.negativeSamples; ++sample) {
                const auto other = random.below(m_points);
                if (other != point) {
                    repel(place, before(other), step);
                }
            }
            for (int axis = 0; axis < D; ++axis) {
                place[axis] += step[axis] * rate;
            }
        }
    }

    const float* before(std::uint32_t point) const {
        return m_before.data() + static_cast<std::size_t>(point) * D;
    }
    static float squaredDistance(const float* a, const float* b) {
        float sum = 0;
        for (int axis = 0; axis < D; ++axis) {
            sum += (a[axis] - b[axis]) * (a[axis] - b[axis]);
        }
        return sum;
    }
    static float clipped(float value) { return std::clamp(value, -LargestStep, LargestStep); }

    /// Both ends of an edge pull at both, so each is drawn twice as far.
    void attract(const float* place, const float* other, float* step) const {
        const float squared = squaredDistance(place, other);
        if (squared < Nothing) {
            return;
        }
        const float raised = m_a * m_power(squared);
        const float factor = -2 * m_b * raised / (squared * (1 + raised));
        const float both = m_stays.empty() ? 2 : 1;
        for (int axis = 0; axis < D; ++axis) {
            step[axis] += both * clipped(factor * (place[axis] - other[axis]));
        }
    }
    void repel(const float* place, const float* other, float* step) const {
        const float squared = squaredDistance(place, other);
        if (squared < Nothing) {
            return;
        }
        const float factor = 2 * m_b / ((NearZero + squared) * (1 + m_a * m_power(squared)));
        for (int axis = 0; axis < D; ++axis) {
            step[axis] += clipped(factor * (place[axis] - other[axis]));
        }
    }

    const UmapOptions& m_options;
    int m_epochs;
    UmapCurve m_curve;
    PowerCurve m_power; ///< d^2b of a squared distance
    float m_a;
    float m_b;
    std::uint32_t m_points;
    PointMap m_map;
    std::vector<float> m_before; ///< the places when the epoch began
    std::vector<bool> m_stays; ///< points that do not move; empty: all do
    std::vector<Pull> m_pulls;
    std::vector<std::size_t> m_begins; ///< of each point's pulls, and the end of the last
};

template <int D>
Expected<PointMap> layOut(const std::vector<Edge>& edges, std::vector<float> places,
    const UmapOptions& options, const MapCallback& onEpoch, const std::stop_token& stop) {
    const bool follows = options.map.before.size() == places.size();
    const int epochs = follows ? options.followingEpochs : options.epochs;
    Layout<D> layout(edges, std::move(places), options, epochs);
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
    const auto edges = edgesOf(nearest);
    return dimensions == 2 ? layOut<2>(edges, std::move(places), options, onEpoch, stop)
                           : layOut<3>(edges, std::move(places), options, onEpoch, stop);
}

} // namespace vitrine::embeddings

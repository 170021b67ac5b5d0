#include "engine/embeddings/tsne.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "engine/embeddings/map_start.h"
#include "engine/embeddings/nearest_points.h"
#include "engine/embeddings/parallel.h"
#include "engine/embeddings/pca.h"
#include "engine/embeddings/repulsion_tree.h"

namespace vitrine::embeddings {

namespace {

constexpr float StartDeviation = 1e-4F;
constexpr float Exaggeration = 12;
constexpr float LeastGain = 0.01F;
constexpr float FirstMomentum = 0.5F;
constexpr float LaterMomentum = 0.8F;
constexpr int LeastRange = 256; // points that are worth a thread
constexpr int PerplexityRounds = 64; // of halving, more than float32 can tell apart

/// Joint probabilities p_ij, a row for each point.
struct Affinities {
    std::vector<std::size_t> begins; ///< of each row, and the end of the last
    std::vector<int> others;
    std::vector<float> values;
};

/// Conditional probabilities of a point's neighbours, with the width of the Gaussian that gives
/// them the perplexity.
void conditionals(std::span<const float> distances, double perplexity, std::span<float> out) {
    double beta = 1;
    double low = 0;
    double high = std::numeric_limits<double>::infinity();
    const double wanted = std::log(perplexity);
    const double nearest = static_cast<double>(distances[0]) * distances[0];
    double sum = 0;
    for (int round = 0; round < PerplexityRounds; ++round) {
        sum = 0;
        double weighted = 0;
        for (std::size_t i = 0; i < distances.size(); ++i) {
            const double squared = static_cast<double>(distances[i]) * distances[i] - nearest;
            const double p = std::exp(-beta * squared);
            out[i] = static_cast<float>(p);
            sum += p;
            weighted += p * squared;
        }
        const double entropy = std::log(sum) + beta * weighted / sum;
        if (std::fabs(entropy - wanted) < 1e-5) {
            break;
        }
        (entropy > wanted ? low : high) = beta;
        beta = std::isinf(high) ? beta * 2 : (low + high) / 2;
    }
    for (auto& p : out) {
        p = static_cast<float>(p / sum);
    }
}

/// p_ij = (p_j|i + p_i|j) / 2n.
Affinities symmetric(const NearestPoints& nearest, const std::vector<float>& conditional) {
    const auto each = static_cast<std::size_t>(nearest.each);
    const auto count = nearest.indices.size() / each;
    struct Entry {
        int row;
        int other;
        float value;
    };
    std::vector<Entry> entries;
    entries.reserve(conditional.size() * 2);
    for (std::size_t i = 0; i < conditional.size(); ++i) {
        const int row = static_cast<int>(i / each);
        const float half = conditional[i] / (2 * static_cast<float>(count));
        entries.push_back({row, nearest.indices[i], half});
        entries.push_back({nearest.indices[i], row, half});
    }
    std::ranges::sort(entries, {}, [](const Entry& e) { return std::pair(e.row, e.other); });
    Affinities p;
    int row = -1;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& entry = entries[i];
        if (i > 0 && entry.row == entries[i - 1].row && entry.other == entries[i - 1].other) {
            p.values.back() += entry.value;
            continue;
        }
        for (; row < entry.row; ++row) {
            p.begins.push_back(p.others.size());
        }
        p.others.push_back(entry.other);
        p.values.push_back(entry.value);
    }
    p.begins.resize(count + 1, p.others.size());
    return p;
}

Affinities affinitiesOf(const NearestPoints& nearest, double perplexity, int threads) {
    const auto each = static_cast<std::size_t>(nearest.each);
    std::vector<float> conditional(nearest.distances.size());
    forEachRange(
        static_cast<int>(conditional.size() / each), LeastRange, threads, [&](int first, int last) {
            for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(last);
                 ++i) {
                conditionals(std::span(nearest.distances).subspan(i * each, each), perplexity,
                    std::span(conditional).subspan(i * each, each));
            }
        });
    return symmetric(nearest, conditional);
}

/// Gradient descent with momentum and a gain for each coordinate (Jacobs 1988).
template <int D>
class Descent {
public:
    Descent(Affinities p, std::vector<float> places, std::vector<bool> stays, int threads)
        : m_p(std::move(p)), m_stays(std::move(stays)), m_threads(threads),
          m_velocity(places.size()), m_gains(places.size(), 1), m_attraction(places.size()),
          m_repulsion(places.size()), m_weights(places.size() / D) {
        m_map.dimensions = D;
        m_map.coordinates = std::move(places);
        m_rate = std::max(static_cast<float>(m_weights.size()) / Exaggeration / 4, 50.0F);
    }

    const PointMap& map() const { return m_map; }

    void step(float exaggeration, float momentum) {
        measureForces();
        double total = 0;
        for (const float weight : m_weights) {
            total += weight;
        }
        const auto share = static_cast<float>(1 / std::max(total, 1e-12));
        auto& places = m_map.coordinates;
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (!m_stays.empty() && m_stays[i / D]) {
                continue;
            }
            const float gradient = 4 * (exaggeration * m_attraction[i] - m_repulsion[i] * share);
            const bool turned = (gradient > 0) != (m_velocity[i] > 0);
            m_gains[i] = std::max(turned ? m_gains[i] + 0.2F : m_gains[i] * 0.8F, LeastGain);
            m_velocity[i] = momentum * m_velocity[i] - m_rate * m_gains[i] * gradient;
            places[i] += m_velocity[i];
        }
        if (m_stays.empty()) {
            centre();
        }
    }

private:
    void measureForces() {
        const RepulsionTree<D> tree(m_map.coordinates);
        forEachRange(
            static_cast<int>(m_weights.size()), LeastRange, m_threads, [&](int first, int last) {
                for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(last);
                     ++i) {
                    const auto force = tree.forceOn(m_map.coordinates.data() + i * D);
                    m_weights[i] = force.weight;
                    std::ranges::copy(force.direction, m_repulsion.data() + i * D);
                    attract(i);
                }
            });
    }
    void attract(std::size_t i) {
        const float* y = m_map.coordinates.data();
        float sum[D] = {};
        for (auto e = m_p.begins[i]; e < m_p.begins[i + 1]; ++e) {
            const float* other = y + static_cast<std::size_t>(m_p.others[e]) * D;
            float away[D];
            float distance = 0;
            for (int axis = 0; axis < D; ++axis) {
                away[axis] = y[i * D + static_cast<std::size_t>(axis)] - other[axis];
                distance += away[axis] * away[axis];
            }
            const float pull = m_p.values[e] / (1 + distance);
            for (int axis = 0; axis < D; ++axis) {
                sum[axis] += pull * away[axis];
            }
        }
        std::copy_n(sum, D, m_attraction.data() + i * D);
    }
    void centre() {
        auto& places = m_map.coordinates;
        for (std::size_t axis = 0; axis < D; ++axis) {
            double mean = 0;
            for (std::size_t i = axis; i < places.size(); i += D) {
                mean += places[i];
            }
            mean /= static_cast<double>(m_weights.size());
            for (std::size_t i = axis; i < places.size(); i += D) {
                places[i] -= static_cast<float>(mean);
            }
        }
    }

    Affinities m_p;
    std::vector<bool> m_stays; ///< points that do not move; empty: all do
    int m_threads;
    float m_rate = 0;
    PointMap m_map;
    std::vector<float> m_velocity;
    std::vector<float> m_gains;
    std::vector<float> m_attraction; ///< Σ p q (y − y_j)
    std::vector<float> m_repulsion; ///< Σ q² (y − y_j)
    std::vector<float> m_weights; ///< Σ q of each point
};

template <int D>
Expected<PointMap> descend(Affinities p, std::vector<float> places, const TsneOptions& options,
    const MapCallback& onStep, const std::stop_token& stop) {
    auto stays = stayingPoints(places.size() / D, options.map);
    const bool follows = !stays.empty();
    Descent<D> descent(std::move(p), std::move(places), std::move(stays), options.map.threads);
    const int steps = follows ? options.followingSteps : options.steps;
    for (int step = 1; step <= steps; ++step) {
        if (stop.stop_requested()) {
            return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "The map was stopped."});
        }
        const bool early = !follows && step <= options.exaggeratedSteps;
        descent.step(early ? Exaggeration : 1, early ? FirstMomentum : LaterMomentum);
        if (onStep) {
            onStep({step, steps, descent.map()});
        }
    }
    return descent.map();
}

} // namespace

Expected<PointMap> tsne(std::span<const float> points, int width, const TsneOptions& options,
    const MapCallback& onStep, std::stop_token stop) {
    const auto dimensions = options.map.dimensions;
    if (points.empty() || width < 1 || dimensions < 2 || dimensions > 3
        || !(options.perplexity > 1)) {
        return Unexpected(Error{ErrorCode::OptionInvalid, "map",
            std::to_string(dimensions) + " dimensions, perplexity "
                + std::to_string(options.perplexity),
            "t-SNE needs points, 2 or 3 dimensions and a perplexity above 1."});
    }
    const int count = static_cast<int>(points.size()) / width;
    if (count < 4) { // too few for neighbourhoods
        return principalComponents(points, width, options.map);
    }
    const double perplexity = std::min(options.perplexity, (count - 1) / 3.0);
    const int each = std::max(static_cast<int>(3 * perplexity), 2);
    const auto nearest = nearestPoints(points, width, each, options.map.threads, stop);
    auto places = startingPlaces(points, width, nearest, options.map, StartDeviation);
    auto p = affinitiesOf(nearest, std::max(perplexity, 1.01), options.map.threads);
    return dimensions == 2 ? descend<2>(std::move(p), std::move(places), options, onStep, stop)
                           : descend<3>(std::move(p), std::move(places), options, onStep, stop);
}

} // namespace vitrine::embeddings

#include "engine/embeddings/nearest_words.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <string>

#include "engine/embeddings/parallel.h"
#include "engine/embeddings/vector_kernels.h"

namespace vitrine::embeddings {

namespace {

constexpr int RowsPerLook = 4096; // at the stop token; their scores stay in the cache
constexpr int LeastRange = 16384; // rows that are worth a thread

struct Scored {
    float rank = 0; ///< larger is nearer, in any measure
    int row = 0;
};

bool isNearer(const Scored& a, const Scored& b) {
    return a.rank != b.rank ? a.rank > b.rank : a.row < b.row;
}

/// What is no number, because its vectors overflow, is farthest: NaN has no place in an order.
float comparable(float rank) {
    return std::isnan(rank) ? -std::numeric_limits<float>::infinity() : rank;
}

/// The nearest seen so far: a heap with the farthest of them on top.
class Nearest {
public:
    explicit Nearest(std::size_t count) : m_count(count) { }

    void offer(Scored candidate) {
        if (m_heap.size() < m_count) {
            m_heap.push_back(candidate);
            std::ranges::push_heap(m_heap, isNearer);
        } else if (isNearer(candidate, m_heap.front())) {
            std::ranges::pop_heap(m_heap, isNearer);
            m_heap.back() = candidate;
            std::ranges::push_heap(m_heap, isNearer);
        }
    }
    const std::vector<Scored>& all() const { return m_heap; }
    std::vector<Scored> sorted() && {
        std::ranges::sort(m_heap, isNearer);
        return std::move(m_heap);
    }

private:
    std::size_t m_count;
    std::vector<Scored> m_heap;
};

/// Compares one vector with ranges of a table.
class Comparison {
public:
    Comparison(
        const EmbeddingTable& table, std::span<const float> vector, SimilarityMeasure measure)
        : m_table(table), m_vector(vector), m_measure(measure),
          m_norm(std::sqrt(kernels::dot(vector.data(), vector.data(), vector.size()))) { }

    /// Scores of rows [first, last) into `ranks`.
    void rank(int first, int last, float* ranks) const {
        const auto width = m_vector.size();
        const auto count = static_cast<std::size_t>(last - first);
        const auto* rows = m_table.vector(first).data();
        if (m_measure == SimilarityMeasure::Euclidean) {
            for (std::size_t i = 0; i < count; ++i) {
                ranks[i] = -kernels::squaredDistance(m_vector.data(), rows + i * width, width);
            }
            return;
        }
        kernels::dotRows(m_vector.data(), rows, count, width, ranks);
        if (m_measure == SimilarityMeasure::Cosine) {
            for (std::size_t i = 0; i < count; ++i) {
                const float norms = m_norm * m_table.norm(first + static_cast<int>(i));
                ranks[i] = norms > 0 && std::isfinite(norms) ? ranks[i] / norms : 0;
            }
        }
    }
    double score(float rank) const {
        return m_measure == SimilarityMeasure::Euclidean ? std::sqrt(-static_cast<double>(rank))
                                                         : rank;
    }

private:
    const EmbeddingTable& m_table;
    std::span<const float> m_vector;
    SimilarityMeasure m_measure;
    float m_norm;
};

Expected<void> check(const EmbeddingTable& table, std::size_t width, int count) {
    if (width != static_cast<std::size_t>(table.dimensions())) {
        const auto place = std::to_string(width) + " (" + std::to_string(table.dimensions()) + ")";
        return Unexpected(Error{ErrorCode::OptionInvalid, "vector", place,
            "The vector has another number of dimensions than the table: " + place + "."});
    }
    if (count < 0) {
        return Unexpected(Error{ErrorCode::OptionInvalid, "count", std::to_string(count),
            "The number of neighbours is negative."});
    }
    return {};
}

} // namespace

Expected<std::vector<WordNeighbour>> nearestWords(const EmbeddingTable& table,
    std::span<const float> vector, const NearestOptions& options, std::stop_token stop) {
    if (auto checked = check(table, vector.size(), options.count); !checked) {
        return Unexpected(checked.error());
    }
    const Comparison comparison(table, vector, options.measure);
    const auto leftOut = [&options](int row) {
        return std::ranges::find(options.leftOut, row) != options.leftOut.end();
    };
    const auto count = static_cast<std::size_t>(std::min(options.count, table.size()));
    Nearest best(count);
    std::mutex bestMutex;
    forEachRange(table.size(), LeastRange, options.threads, [&](int first, int last) {
        Nearest mine(count);
        std::vector<float> ranks(RowsPerLook);
        for (int from = first; from < last && !stop.stop_requested(); from += RowsPerLook) {
            const int to = std::min(last, from + RowsPerLook);
            comparison.rank(from, to, ranks.data());
            for (int row = from; row < to; ++row) {
                const Scored candidate{
                    comparable(ranks[static_cast<std::size_t>(row - from)]), row};
                const auto& all = mine.all();
                if (count > 0 && (all.size() < count || isNearer(candidate, all.front()))
                    && !leftOut(row)) {
                    mine.offer(candidate);
                }
            }
        }
        const std::lock_guard lock(bestMutex);
        std::ranges::for_each(mine.all(), [&best](const Scored& each) { best.offer(each); });
    });
    if (stop.stop_requested()) {
        return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "The search was stopped."});
    }
    std::vector<WordNeighbour> neighbours;
    for (const auto& [rank, row] : std::move(best).sorted()) {
        neighbours.push_back({row, std::string(table.word(row)), comparison.score(rank)});
    }
    return neighbours;
}

} // namespace vitrine::embeddings

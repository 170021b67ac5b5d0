#include "engine/inspect/head_summaries.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <unordered_map>
#include <vector>

#include <ATen/Parallel.h>

#include "engine/inspect/query_blocks.h"
#include "engine/inspect/tensor_values.h"
#include "engine/nn/interrupted.h"

namespace vitrine::inspect {

namespace {

using Row = std::span<const float>;

/// Sums over the rows of a map, of which HeadStatistics are the means.
class StatisticsSum {
public:
    explicit StatisticsSum(std::span<const TokenId> ids) : m_ids(ids) { }

    /// The weights of query number `rows so far`; `scores` before the mask. Both may end where the
    /// query sees no more.
    void add(Row weights, Row scores);
    HeadStatistics means() const;

private:
    void addEntropy(Row weights, Row scores);
    void addDistance(Row weights);
    void addRepetitions(Row weights);

    std::span<const TokenId> m_ids;
    std::unordered_map<TokenId, std::vector<std::size_t>> m_seen; // earlier positions of a token
    std::size_t m_rows = 0;
    std::size_t m_repeated = 0; // rows whose token stood before
    double m_entropy = 0; // nats
    double m_distance = 0;
    double m_first = 0;
    double m_previous = 0;
    double m_duplicate = 0;
    double m_induction = 0;
};

void StatisticsSum::add(Row weights, Row scores) {
    addEntropy(weights, scores);
    addDistance(weights);
    if (m_rows > 0) {
        m_first += weights[0];
        m_previous += weights[m_rows - 1];
    }
    addRepetitions(weights);
    m_seen[m_ids[m_rows]].push_back(m_rows);
    ++m_rows;
}

/// H = −Σ w ln w with ln w = score − ln Σ exp(score), which needs one logarithm for the row.
void StatisticsSum::addEntropy(Row weights, Row scores) {
    float largest = 0;
#pragma omp simd reduction(max : largest)
    for (std::size_t key = 0; key < weights.size(); ++key) {
        largest = std::max(largest, weights[key]);
    }
    if (largest == 0) {
        return; // a query that sees nothing
    }
    const auto at = std::ranges::find(weights, largest) - weights.begin();
    const float origin = scores[static_cast<std::size_t>(at)];
    float mean = 0; // Σ w (score − origin)
#pragma omp simd reduction(+ : mean)
    for (std::size_t key = 0; key < weights.size(); ++key) {
        mean += weights[key] * (scores[key] - origin);
    }
    m_entropy += std::max(0.0, -std::log(static_cast<double>(largest)) - mean);
}

void StatisticsSum::addDistance(Row weights) {
    const auto query = static_cast<float>(m_rows);
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::size_t key = 0; key < weights.size(); ++key) {
        sum += weights[key] * std::abs(query - static_cast<float>(key));
    }
    m_distance += sum;
}

void StatisticsSum::addRepetitions(Row weights) {
    const auto seen = m_seen.find(m_ids[m_rows]);
    if (seen == m_seen.end()) {
        return;
    }
    ++m_repeated;
    for (const auto earlier : seen->second) {
        m_duplicate += weights[earlier];
        m_induction += weights[earlier + 1];
    }
}

HeadStatistics StatisticsSum::means() const {
    const auto rows = static_cast<double>(m_rows);
    const auto later = std::max(1.0, rows - 1);
    HeadStatistics statistics;
    statistics.entropy = m_entropy / rows / std::numbers::ln2;
    statistics.meanDistance = m_distance / rows;
    statistics.firstToken = m_first / later;
    statistics.previousToken = m_previous / later;
    if (m_repeated > 0) {
        statistics.duplicateToken = m_duplicate / static_cast<double>(m_repeated);
        statistics.induction = m_induction / static_cast<double>(m_repeated);
    }
    return statistics;
}

/// Pools rows into the cells of a summary as they come.
class Pooling {
public:
    Pooling(HeadSummary& summary, std::size_t positions)
        : m_summary(summary), m_size(static_cast<std::size_t>(summary.size)) {
        for (std::size_t cell = 0; cell <= m_size; ++cell) {
            m_edges.push_back(cell * positions / m_size);
        }
        summary.largest.assign(m_size * m_size, 0);
        summary.mean.assign(m_size * m_size, 0);
    }

    /// The next query's weights, which may end where it sees no more.
    void add(Row weights);

private:
    std::size_t length(std::size_t cell) const { return m_edges[cell + 1] - m_edges[cell]; }

    HeadSummary& m_summary;
    std::size_t m_size;
    std::vector<std::size_t> m_edges; // positions at which cells begin, and the end
    std::size_t m_query = 0;
    std::size_t m_cell = 0; // row of cells that the query falls into
};

void Pooling::add(Row weights) {
    if (m_query == m_edges[m_cell + 1]) {
        ++m_cell;
    }
    for (std::size_t column = 0; column < m_size && m_edges[column] < weights.size(); ++column) {
        const auto end = std::min(m_edges[column + 1], weights.size());
        float largest = 0;
        float sum = 0;
#pragma omp simd reduction(max : largest) reduction(+ : sum)
        for (std::size_t key = m_edges[column]; key < end; ++key) {
            largest = std::max(largest, weights[key]);
            sum += weights[key];
        }
        const auto cell = m_cell * m_size + column;
        m_summary.largest[cell] = std::max(m_summary.largest[cell], largest);
        m_summary.mean[cell] += sum / static_cast<float>(length(m_cell) * length(column));
    }
    ++m_query;
}

} // namespace

HeadSummary summarize(
    const CapturedRun& run, HeadIndex head, int size, std::span<const TokenId> ids) {
    HeadSummary summary{.index = head,
        .size = std::min(size, static_cast<int>(ids.size())),
        .largest = {},
        .mean = {},
        .statistics = {}};
    Pooling pooling(summary, ids.size());
    StatisticsSum sum(ids);
    forQueryBlocks(run.positions(), [&](nn::QueryRange queries) {
        const auto rows = run.rows(head, queries);
        const auto scores = plainFloats(rows.scores); // [query, key]
        const auto weights = plainFloats(rows.weights); // [query, key]
        const auto keys = static_cast<std::size_t>(weights.size(1));
        for (std::size_t first = 0; first < elementsOf(weights).size(); first += keys) {
            const auto row = elementsOf(weights).subspan(first, keys);
            pooling.add(row);
            sum.add(row, elementsOf(scores).subspan(first, keys));
        }
    });
    summary.statistics = sum.means();
    return summary;
}

void summarizeHeads(const CapturedRun& run, int size, std::span<const TokenId> ids,
    const std::function<void(const HeadSummary&)>& onHead, const std::stop_token& stop) {
    const auto heads = run.shape().heads;
    const auto all = run.shape().layers * heads;
    std::vector<HeadSummary> some(static_cast<std::size_t>(at::get_num_threads()));
    for (std::int64_t begin = 0; begin < all; begin += std::ssize(some)) {
        if (stop.stop_requested()) {
            throw nn::Interrupted();
        }
        const auto count = std::min<std::int64_t>(std::ssize(some), all - begin);
        at::parallel_for(0, count, /*grain_size=*/1, [&](std::int64_t first, std::int64_t last) {
            const c10::InferenceMode inference; // is each thread's own
            for (auto i = first; i < last; ++i) {
                const HeadIndex head{
                    static_cast<int>((begin + i) / heads), static_cast<int>((begin + i) % heads)};
                some[static_cast<std::size_t>(i)] = summarize(run, head, size, ids);
            }
        });
        std::for_each_n(some.begin(), count, onHead);
    }
}

} // namespace vitrine::inspect

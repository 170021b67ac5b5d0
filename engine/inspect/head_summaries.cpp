#include "engine/inspect/head_summaries.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <unordered_map>
#include <vector>

#include "engine/inspect/tensor_values.h"

namespace vitrine::inspect {

namespace {

using Row = std::span<const float>;

/// Sums over the rows of a map, of which HeadStatistics are the means.
class StatisticsSum {
public:
    explicit StatisticsSum(std::span<const TokenId> ids) : m_ids(ids) { }

    /// The weights of query number `rows so far`; `scores` before the mask.
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
    const auto largest
        = static_cast<std::size_t>(std::ranges::max_element(weights) - weights.begin());
    if (weights[largest] == 0) {
        return; // a query that sees nothing
    }
    const float origin = scores[largest];
    float mean = 0; // Σ w (score − origin)
#pragma omp simd reduction(+ : mean)
    for (std::size_t key = 0; key < weights.size(); ++key) {
        mean += weights[key] * (scores[key] - origin);
    }
    m_entropy += std::max(0.0, -std::log(static_cast<double>(weights[largest])) - mean);
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

    /// The next query's weights.
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
    for (std::size_t column = 0; column < m_size; ++column) {
        float largest = 0;
        float sum = 0;
#pragma omp simd reduction(max : largest) reduction(+ : sum)
        for (std::size_t key = m_edges[column]; key < m_edges[column + 1]; ++key) {
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
    const auto scores = run.scores(head);
    const auto weights
        = plainFloats(nn::attentionWeights(scores, run.visible(head))); // [query, key]
    const auto scoreRows = plainFloats(scores);
    const auto positions = ids.size();
    HeadSummary summary{.index = head,
        .size = std::min(size, static_cast<int>(positions)),
        .largest = {},
        .mean = {},
        .statistics = {}};
    Pooling pooling(summary, positions);
    StatisticsSum sum(ids);
    for (std::size_t query = 0; query < positions; ++query) {
        const auto row = elementsOf(weights).subspan(query * positions, positions);
        pooling.add(row);
        sum.add(row, elementsOf(scoreRows).subspan(query * positions, positions));
    }
    summary.statistics = sum.means();
    return summary;
}

} // namespace vitrine::inspect

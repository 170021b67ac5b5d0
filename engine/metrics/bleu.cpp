#include "engine/metrics/bleu.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "engine/metrics/ngram_counts.h"
#include "engine/text/words.h"

namespace vitrine::metrics {

namespace {

constexpr double FloorHits = 0.1;

/// Of each n-gram as often as the reference that has it most often.
NgramCounts mostOfEach(const std::vector<std::vector<std::string>>& references, int order) {
    NgramCounts most;
    for (const auto& words : references) {
        for (const auto& [ngram, count] : countNgrams(words, order)) {
            auto& known = most[ngram];
            known = std::max(known, count);
        }
    }
    return most;
}

/// Of two that are equally near, the shorter.
std::int64_t nearestLength(
    const std::vector<std::vector<std::string>>& references, std::int64_t length) {
    std::pair<std::int64_t, std::int64_t> best{-1, 0}; // distance, length
    for (const auto& words : references) {
        const auto size = static_cast<std::int64_t>(words.size());
        const std::pair candidate{std::abs(size - length), size};
        best = best.first < 0 ? candidate : std::min(best, candidate);
    }
    return best.second;
}

/// Precisions by order, smoothed where nothing was hit.
class SmoothedPrecision {
public:
    explicit SmoothedPrecision(BleuSmoothing smoothing) : m_smoothing(smoothing) { }

    double of(double hits, double total, int order) {
        if (m_smoothing == BleuSmoothing::AddOne && order > 1) {
            return 100 * (hits + 1) / (total + 1);
        }
        if (hits > 0) {
            return 100 * hits / total;
        }
        if (m_smoothing == BleuSmoothing::Floor) {
            return 100 * FloorHits / total;
        }
        if (m_smoothing == BleuSmoothing::Exponential) {
            m_share /= 2;
            return 100 * m_share / total;
        }
        return 0;
    }

private:
    BleuSmoothing m_smoothing;
    double m_share = 1;
};

} // namespace

BleuEvaluation::BleuEvaluation(BleuOptions options) : m_options(options) {
}

std::vector<std::string> BleuEvaluation::wordsOf(const std::string& text) const {
    return metricWords(m_options.lowerCase ? text::lowerCased(text) : text, m_options.cut);
}

void BleuEvaluation::add(const std::string& hypothesis, std::span<const std::string> references) {
    const auto words = wordsOf(hypothesis);
    std::vector<std::vector<std::string>> right;
    for (const auto& reference : references) {
        right.push_back(wordsOf(reference));
    }
    const auto length = static_cast<std::int64_t>(words.size());
    m_sums.length += length;
    m_sums.referenceLength += nearestLength(right, length);
    for (int order = 1; order <= BleuOrder; ++order) {
        const auto index = static_cast<std::size_t>(order - 1);
        m_sums.hits[index] += overlap(countNgrams(words, order), mostOfEach(right, order));
        m_sums.totals[index] += std::max<std::int64_t>(0, length - order + 1);
    }
}

BleuScore BleuEvaluation::score() const {
    auto score = m_sums;
    if (score.length < score.referenceLength) {
        score.brevityPenalty = score.length == 0
            ? 0
            : std::exp(
                1 - static_cast<double>(score.referenceLength) / static_cast<double>(score.length));
    }
    if (std::ranges::all_of(score.hits, [](std::int64_t hits) { return hits == 0; })) {
        return score;
    }
    SmoothedPrecision smoothed(m_options.smoothing);
    int orders = BleuOrder;
    for (int order = 1; order <= BleuOrder; ++order) {
        const auto index = static_cast<std::size_t>(order - 1);
        if (score.totals[index] == 0) {
            break;
        }
        score.precisions[index] = smoothed.of(static_cast<double>(score.hits[index]),
            static_cast<double>(score.totals[index]), order);
        orders = m_options.effectiveOrder ? order : BleuOrder;
    }
    double sum = 0; // of logarithms; a precision of nothing makes the mean nothing
    for (int index = 0; index < orders; ++index) {
        sum += std::log(score.precisions[static_cast<std::size_t>(index)]);
    }
    score.score = score.brevityPenalty * std::exp(sum / orders);
    return score;
}

} // namespace vitrine::metrics

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/metrics/metric_words.h"

namespace vitrine::metrics {

constexpr int BleuOrder = 4;

/// What stands for a precision of nothing (Chen & Cherry 2014).
enum class BleuSmoothing {
    None,
    Floor, ///< 0.1 hits
    AddOne, ///< one more hit and one more n-gram, from order 2 on
    Exponential, ///< half, then a quarter … of a hit, as mteval does
};

struct BleuOptions {
    WordCut cut = WordCut::Western;
    bool lowerCase = false;
    BleuSmoothing smoothing = BleuSmoothing::Exponential;
    /// Only the orders that the text has n-grams of; for single sentences.
    bool effectiveOrder = false;
};

/// By order from 1, at index order − 1.
struct BleuScore {
    double score = 0; ///< 0 to 100
    std::array<std::int64_t, BleuOrder> hits{}; ///< n-grams that a reference has, clipped
    std::array<std::int64_t, BleuOrder> totals{}; ///< n-grams of the hypotheses
    std::array<double, BleuOrder> precisions{}; ///< 0 to 100, smoothed
    double brevityPenalty = 1;
    std::int64_t length = 0; ///< words of the hypotheses
    std::int64_t referenceLength = 0; ///< of the references next in length to them
};

/// BLEU of a whole corpus (Papineni et al. 2002): counts are added up before they are divided.
class BleuEvaluation {
public:
    explicit BleuEvaluation(BleuOptions options = {});

    /// One sentence with all its references.
    void add(const std::string& hypothesis, std::span<const std::string> references);
    BleuScore score() const;

private:
    std::vector<std::string> wordsOf(const std::string& text) const;

    BleuOptions m_options;
    BleuScore m_sums;
};

} // namespace vitrine::metrics

#include "engine/ngram/discounts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace vitrine::ngram {

namespace {

constexpr std::size_t HighestDiscounted = 5; // Katz's k
constexpr double UsualKneserNey = 0.75;
constexpr std::array<double, 3> UsualModified{0.5, 1, 1.5}; // lmplz --discount_fallback
constexpr double UsualAbsolute = 0.5; // what is taken from a count, where Good–Turing says nothing

using Histogram = std::array<std::uint64_t, CountStatistics::Highest + 1>;

NgramDiscounts kneserNey(const Histogram& n) {
    const auto n1 = static_cast<double>(n[1]);
    const auto discount = n1 / (n1 + 2 * static_cast<double>(n[2]));
    if (n[1] == 0 || n[2] == 0) {
        return {{UsualKneserNey}, true};
    }
    return {{discount}, false};
}

NgramDiscounts modifiedKneserNey(const Histogram& n) {
    NgramDiscounts result{{UsualModified.begin(), UsualModified.end()}, true};
    if (n[1] == 0 || n[2] == 0 || n[3] == 0) {
        return result;
    }
    const auto y = static_cast<double>(n[1]) / static_cast<double>(n[1] + 2 * n[2]);
    std::vector<double> values;
    for (std::size_t r = 1; r <= 3; ++r) {
        const auto count = static_cast<double>(r);
        const auto value
            = count - (count + 1) * y * static_cast<double>(n[r + 1]) / static_cast<double>(n[r]);
        if (value < 0 || value > count) {
            return result;
        }
        values.push_back(value);
    }
    return {std::move(values), false};
}

using Numbers = std::array<double, HighestDiscounted + 2>;

/// d(r) for r = 1 … 5, or nothing where one is no proper discount.
std::optional<std::vector<double>> goodTuring(const Numbers& n) {
    const auto beyond = (HighestDiscounted + 1) * n[HighestDiscounted + 1] / n[1];
    std::vector<double> discounts;
    for (std::size_t r = 1; r <= HighestDiscounted; ++r) {
        const auto count = static_cast<double>(r);
        const auto adjusted = (count + 1) * n[r + 1] / n[r];
        const auto discount = (adjusted / count - beyond) / (1 - beyond);
        if (!(discount > 0 && discount < 1)) {
            return std::nullopt;
        }
        discounts.push_back(discount);
    }
    return discounts;
}

/// Numbers on the line through log n(r) over log r.
Numbers smoothed(const Histogram& n) {
    double points = 0;
    double sumX = 0;
    double sumY = 0;
    double sumXX = 0;
    double sumXY = 0;
    for (std::size_t r = 1; r < n.size(); ++r) {
        if (n[r] > 0) {
            const auto x = std::log(static_cast<double>(r));
            const auto y = std::log(static_cast<double>(n[r]));
            points += 1;
            sumX += x;
            sumY += y;
            sumXX += x * x;
            sumXY += x * y;
        }
    }
    const auto slope = (points * sumXY - sumX * sumY) / (points * sumXX - sumX * sumX);
    const auto start = (sumY - slope * sumX) / points;
    Numbers line{};
    for (std::size_t r = 1; r < line.size(); ++r) {
        line[r] = std::exp(start + slope * std::log(static_cast<double>(r)));
    }
    return line;
}

NgramDiscounts goodTuringOf(const Histogram& n) {
    Numbers plain{};
    std::copy_n(n.begin(), plain.size(), plain.begin());
    if (auto discounts = goodTuring(plain)) {
        return {std::move(*discounts), false};
    }
    if (auto discounts = goodTuring(smoothed(n))) {
        return {std::move(*discounts), true};
    }
    std::vector<double> usual;
    for (std::size_t r = 1; r <= HighestDiscounted; ++r) {
        usual.push_back(1 - UsualAbsolute / static_cast<double>(r));
    }
    return {std::move(usual), true};
}

} // namespace

bool usesContinuations(NgramSmoothing smoothing) {
    return smoothing == NgramSmoothing::KneserNey || smoothing == NgramSmoothing::ModifiedKneserNey;
}

NgramDiscounts discountsOf(
    const NgramCounts& counts, NgramSmoothing smoothing, int order, int modelOrder) {
    const auto& statistics = counts.statistics(order);
    const auto& seen = order == modelOrder ? statistics.counts : statistics.continuations;
    switch (smoothing) {
    case NgramSmoothing::KneserNey:
        return kneserNey(seen);
    case NgramSmoothing::ModifiedKneserNey:
        return modifiedKneserNey(seen);
    case NgramSmoothing::GoodTuring:
    case NgramSmoothing::Katz:
        return goodTuringOf(statistics.counts);
    case NgramSmoothing::MaximumLikelihood:
    case NgramSmoothing::AddK:
    case NgramSmoothing::StupidBackoff:
        break;
    }
    return {};
}

} // namespace vitrine::ngram

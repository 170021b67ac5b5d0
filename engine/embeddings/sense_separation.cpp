#include "engine/embeddings/sense_separation.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace vitrine::embeddings {

namespace {

/// A mean that is NaN of nothing.
class Mean {
public:
    void add(double value) {
        m_sum += value;
        ++m_count;
    }
    double value() const {
        return m_count > 0 ? m_sum / m_count : std::numeric_limits<double>::quiet_NaN();
    }

private:
    double m_sum = 0;
    int m_count = 0;
};

/// The text most alike to one, of equal ones the first; the text itself where there is no other.
std::size_t mostAlike(std::span<const double> row, std::size_t text) {
    auto best = text;
    for (std::size_t other = 0; other < row.size(); ++other) {
        if (other != text && (best == text || row[other] > row[best])) {
            best = other;
        }
    }
    return best;
}

} // namespace

SenseSeparation separationOf(std::span<const double> cosines, std::span<const int> senses) {
    const auto count = senses.size();
    SenseSeparation separation;
    Mean within;
    Mean between;
    for (std::size_t i = 0; i < count; ++i) {
        const auto row = cosines.subspan(i * count, count);
        for (std::size_t j = 0; j < i; ++j) {
            (senses[i] == senses[j] ? within : between).add(row[j]);
        }
        if (std::ranges::count(senses, senses[i]) > 1) {
            ++separation.comparable;
            separation.nearestAlike += senses[mostAlike(row, i)] == senses[i] ? 1 : 0;
        }
    }
    separation.within = within.value();
    separation.between = between.value();
    return separation;
}

} // namespace vitrine::embeddings

#include "engine/metrics/ngram_counts.h"

#include <algorithm>

namespace vitrine::metrics {

NgramCounts countNgrams(std::span<const std::string> words, int order) {
    NgramCounts counts;
    const auto length = static_cast<std::size_t>(order);
    for (std::size_t first = 0; first + length <= words.size(); ++first) {
        const auto ngram = words.subspan(first, length);
        ++counts[{ngram.begin(), ngram.end()}];
    }
    return counts;
}

std::int64_t overlap(const NgramCounts& one, const NgramCounts& other) {
    std::int64_t both = 0;
    for (const auto& [ngram, count] : one) {
        const auto found = other.find(ngram);
        both += found == other.end() ? 0 : std::min(count, found->second);
    }
    return both;
}

} // namespace vitrine::metrics

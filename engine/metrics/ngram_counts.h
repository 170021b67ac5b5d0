#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace vitrine::metrics {

/// How often each n-gram stands in a text.
using NgramCounts = std::map<std::vector<std::string>, std::int64_t>;

NgramCounts countNgrams(std::span<const std::string> words, int order);

/// Occurrences that both have: the sum of the smaller counts.
std::int64_t overlap(const NgramCounts& one, const NgramCounts& other);

} // namespace vitrine::metrics

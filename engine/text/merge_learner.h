#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/text/merge_table.h"
#include "engine/text/pair_counts.h"

namespace vitrine::text {

/// When to stop joining pairs.
struct MergeLimits {
    std::size_t vocabularySize = 0; ///< pieces in all
    std::int64_t minimumCount = 2; ///< pairs seen less often are not merged
};

/// The name of the piece that two pieces become.
using JoinedName = std::function<std::string(const std::string& left, const std::string& right)>;

/// Joins the most frequent pair of neighbouring tokens again and again (Sennrich et al. 2016,
/// section 3.2). Appends the new pieces to `pieces`.
std::vector<Merge> learnMerges(PairCounts& counts, const MergeLimits& limits,
    const JoinedName& joinedName, std::vector<std::string>& pieces);

} // namespace vitrine::text

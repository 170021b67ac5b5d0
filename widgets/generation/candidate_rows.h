#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/values/generation_options.h"
#include "engine/values/next_token_distribution.h"

namespace vitrine::widgets {

/// One candidate before and after the settings. A probability is unset where the distribution does
/// not report it: it lists only its first candidates.
struct CandidateRow {
    TokenId id = 0;
    std::string bytes;
    std::optional<double> before; ///< the model's own
    std::optional<double> after; ///< 0 when the settings removed it
    bool operator==(const CandidateRow&) const = default;
};

/// Where a truncation stops keeping candidates.
struct CandidateCut {
    LogitProcessorKind processor = LogitProcessorKind::TopK;
    std::size_t kept = 0;
    bool operator==(const CandidateCut&) const = default;
};

/// The candidates of both ends of the distribution, most probable first after the settings; those
/// that were removed follow in the model's order.
std::vector<CandidateRow> candidateRows(const NextTokenDistribution& distribution);

/// The truncations that removed something, in order. Each keeps a prefix of candidateRows().
std::vector<CandidateCut> candidateCuts(const NextTokenDistribution& distribution);

/// Whether any processor is active; else "before" and "after" are the same.
bool hasProcessors(const NextTokenDistribution& distribution);

/// The share of the vocabulary that is not among the rows, after the settings (before them where
/// none is active), and how many tokens that is.
struct OtherCandidates {
    std::size_t count = 0;
    double probability = 0;
    bool operator==(const OtherCandidates&) const = default;
};
OtherCandidates otherCandidates(
    const NextTokenDistribution& distribution, const std::vector<CandidateRow>& rows);

} // namespace vitrine::widgets

#include "widgets/generation/candidate_rows.h"

#include <algorithm>
#include <unordered_map>

namespace vitrine::widgets {

namespace {

bool truncates(LogitProcessorKind kind) {
    return kind == LogitProcessorKind::TopK || kind == LogitProcessorKind::TopP
        || kind == LogitProcessorKind::MinP;
}

std::vector<CandidateRow> modelRows(const NextTokenDistribution& distribution) {
    std::vector<CandidateRow> rows;
    for (const auto& candidate : distribution.candidates) {
        const double probability = candidate.probability;
        rows.push_back({candidate.id, candidate.bytes, probability, probability});
    }
    return rows;
}

} // namespace

std::vector<CandidateRow> candidateRows(const NextTokenDistribution& distribution) {
    std::vector<CandidateRow> model = modelRows(distribution);
    if (!hasProcessors(distribution))
        return model;
    const auto& final = distribution.processed.back();
    std::unordered_map<TokenId, double> before;
    for (const auto& row : model)
        before.emplace(row.id, *row.before);

    std::vector<CandidateRow> rows;
    for (const auto& candidate : final.candidates) {
        const auto known = before.find(candidate.id);
        rows.push_back({candidate.id, candidate.bytes,
            known == before.end() ? std::nullopt : std::optional(known->second),
            static_cast<double>(candidate.probability)});
        before.erase(candidate.id);
    }
    const bool allKeptAreListed = final.kept <= final.candidates.size();
    for (auto& row : model) {
        if (!before.contains(row.id))
            continue;
        row.after = allKeptAreListed ? std::optional(0.0) : std::nullopt;
        rows.push_back(row);
    }
    return rows;
}

std::vector<CandidateCut> candidateCuts(const NextTokenDistribution& distribution) {
    std::vector<CandidateCut> cuts;
    std::size_t kept = distribution.vocabularySize;
    for (const auto& step : distribution.processed) {
        if (truncates(step.processor) && step.kept < kept)
            cuts.push_back({step.processor, step.kept});
        kept = step.kept;
    }
    return cuts;
}

bool hasProcessors(const NextTokenDistribution& distribution) {
    return !distribution.processed.empty();
}

OtherCandidates otherCandidates(
    const NextTokenDistribution& distribution, const std::vector<CandidateRow>& rows) {
    double shown = 0;
    std::size_t shownKept = 0;
    for (const auto& row : rows) {
        shown += row.after.value_or(0);
        shownKept += row.after.value_or(0) > 0 ? 1 : 0;
    }
    const std::size_t kept = hasProcessors(distribution) ? distribution.processed.back().kept
                                                         : distribution.vocabularySize;
    return {kept - std::min(kept, shownKept), std::clamp(1.0 - shown, 0.0, 1.0)};
}

} // namespace vitrine::widgets

#include "app/pages/candidate_derivation.h"

#include <algorithm>
#include <cmath>

namespace vitrine::app {

namespace {

using Candidates = std::vector<TokenProbability>;

/// Index of the token among the candidates; −1 where it is not.
int indexOf(const Candidates& candidates, TokenId id) {
    const auto found = std::find_if(candidates.begin(), candidates.end(),
        [id](const TokenProbability& candidate) { return candidate.id == id; });
    return found == candidates.end() ? -1 : static_cast<int>(found - candidates.begin());
}

DerivationStep stepOf(const ProcessedDistribution& processed, TokenId id) {
    DerivationStep step;
    step.processor = processed.processor;
    step.kept = processed.kept;
    const int index = indexOf(processed.candidates, id);
    if (index >= 0) {
        step.probability = processed.candidates[static_cast<std::size_t>(index)].probability;
        step.rank = step.probability > 0 ? index + 1 : 0;
    }
    return step;
}

} // namespace

std::optional<CandidateDerivation> deriveCandidate(
    const NextTokenDistribution& distribution, TokenId id) {
    const int index = indexOf(distribution.candidates, id);
    if (index < 0) {
        return std::nullopt;
    }
    CandidateDerivation result;
    result.logit = distribution.candidates[static_cast<std::size_t>(index)].logit;
    result.logSumExp = distribution.logSumExp;
    result.probability = std::exp(result.logit - result.logSumExp);
    result.surprisal = (result.logSumExp - result.logit) / std::log(2.0);
    result.rank = index + 1;
    for (const auto& processed : distribution.processed) {
        result.steps.push_back(stepOf(processed, id));
    }
    const auto& drawnFrom = distribution.processed.empty()
        ? distribution.candidates
        : distribution.processed.back().candidates;
    const int place = indexOf(drawnFrom, id);
    for (int i = 0; i <= place; ++i) {
        result.shareStart = result.shareEnd;
        result.shareEnd += drawnFrom[static_cast<std::size_t>(i)].probability;
    }
    return result;
}

} // namespace vitrine::app

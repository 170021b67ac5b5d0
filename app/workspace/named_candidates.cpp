#include "app/workspace/named_candidates.h"

namespace vitrine::app {

namespace {

void nameAll(std::vector<TokenProbability>& candidates, const text::Tokenizer& tokenizer) {
    for (auto& candidate : candidates) {
        if (candidate.bytes.empty()) {
            candidate.bytes = tokenizer.piece(candidate.id);
        }
    }
}

} // namespace

void nameCandidates(NextTokenDistribution& distribution, const text::Tokenizer& tokenizer) {
    nameAll(distribution.candidates, tokenizer);
    for (auto& processed : distribution.processed) {
        nameAll(processed.candidates, tokenizer);
    }
}

} // namespace vitrine::app

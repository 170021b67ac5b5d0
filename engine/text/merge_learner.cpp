#include "engine/text/merge_learner.h"

#include <unordered_map>

namespace vitrine::text {

std::vector<Merge> learnMerges(PairCounts& counts, const MergeLimits& limits,
    const JoinedName& joinedName, std::vector<std::string>& pieces) {
    std::vector<Merge> merges;
    std::unordered_map<std::string, TokenId> ids;
    for (std::size_t id = 0; id < pieces.size(); ++id) {
        ids.emplace(pieces[id], static_cast<TokenId>(id));
    }
    while (pieces.size() < limits.vocabularySize) {
        const auto pair = counts.best(limits.minimumCount);
        if (!pair) {
            break;
        }
        const auto piece = joinedName(pieces[static_cast<std::size_t>(pair->left)],
            pieces[static_cast<std::size_t>(pair->right)]);
        // Two merges may spell the same token.
        const auto [entry, isNew] = ids.emplace(piece, static_cast<TokenId>(pieces.size()));
        if (isNew) {
            pieces.push_back(piece);
        }
        merges.push_back({pair->left, pair->right, entry->second});
        counts.merge(*pair, entry->second);
    }
    return merges;
}

} // namespace vitrine::text

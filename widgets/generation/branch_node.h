#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/values/beam_snapshot.h"

namespace vitrine::widgets {

/// One token of a tree of continuations, as it is drawn.
struct BranchNode {
    enum class State { Kept, Pruned, Finished };

    int parent = -1; ///< index of its parent, which comes before it; -1 for the root
    std::string bytes; ///< of the token; of the root: the end of the prompt
    double probability = 0; ///< 0 to 1; not shown for the root
    std::optional<double> score
        = std::nullopt; ///< sum of log-probabilities, nats; beam search only
    State state = State::Kept;
    bool operator==(const BranchNode&) const = default;
};

/// The tree of a beam search. `promptEnd` names the root.
std::vector<BranchNode> branchesOf(const BeamSnapshot& beams, const std::string& promptEnd);

/// From the root to `node`, both included.
std::vector<int> pathTo(const std::vector<BranchNode>& nodes, int node);

} // namespace vitrine::widgets

#pragma once

#include <string>
#include <vector>

#include "engine/values/token.h"

namespace vitrine {

/// One node of the tree that beam search has explored.
struct BeamNode {
    int parent = -1; ///< index in BeamSnapshot::nodes; -1 for the root (the prompt)
    int step = 0; ///< 0 for the root
    TokenId id = 0;
    std::string bytes;
    double logProbability = 0; ///< nats, of this token
    double score = 0; ///< sum of log-probabilities from the root, nats
    bool kept = false; ///< still in the beam after its step
    bool finished = false; ///< ended by the end token
    bool operator==(const BeamNode&) const = default;
};

/// A finished or running hypothesis.
struct BeamHypothesis {
    int node = 0; ///< its last node
    double score = 0; ///< with the length penalty; hypotheses are sorted by it
    std::vector<TokenId> ids; ///< new tokens only
    std::string text;
    bool finished = false;
    bool operator==(const BeamHypothesis&) const = default;
};

/// Everything beam search has looked at so far.
struct BeamSnapshot {
    std::vector<BeamNode> nodes; ///< parents come before their children
    std::vector<BeamHypothesis> hypotheses; ///< best first
    bool operator==(const BeamSnapshot&) const = default;
};

} // namespace vitrine

#pragma once

#include <vector>

#include "widgets/generation/branch_node.h"

namespace vitrine::widgets {

/// Nodes of a tree that are drawn as one: a stretch without branches, or a single node.
struct BranchRun {
    int first = 0;
    int last = 0; ///< the end of the stretch
    int count = 1; ///< nodes
    int parent = -1; ///< index of the run that it continues, which comes before it
    bool operator==(const BranchRun&) const = default;
};

/// Stretches of at least `shortest` kept nodes without branches become one run; the root and, since
/// it is looked at, the end of the path (`current`) are not passed over.
std::vector<BranchRun> branchRuns(const std::vector<BranchNode>& nodes, int current, int shortest);

/// For each node the run that holds it.
std::vector<int> runsOfNodes(
    const std::vector<BranchNode>& nodes, const std::vector<BranchRun>& runs);

} // namespace vitrine::widgets

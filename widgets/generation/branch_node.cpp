#include "widgets/generation/branch_node.h"

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {

namespace {

BranchNode::State stateOf(const BeamNode& node) {
    if (node.finished)
        return BranchNode::State::Finished;
    return node.kept ? BranchNode::State::Kept : BranchNode::State::Pruned;
}

} // namespace

std::vector<BranchNode> branchesOf(const BeamSnapshot& beams, const std::string& promptEnd) {
    std::vector<BranchNode> result;
    result.reserve(beams.nodes.size());
    for (const BeamNode& node : beams.nodes) {
        if (node.parent < 0)
            result.push_back({-1, promptEnd});
        else
            result.push_back({node.parent, node.bytes, std::exp(node.logProbability), node.score,
                stateOf(node)});
    }
    return result;
}

std::vector<int> pathTo(const std::vector<BranchNode>& nodes, int node) {
    std::vector<int> path;
    for (; node >= 0; node = nodes[static_cast<std::size_t>(node)].parent)
        path.push_back(node);
    std::ranges::reverse(path);
    return path;
}

} // namespace vitrine::widgets

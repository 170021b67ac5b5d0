#include "widgets/generation/branch_runs.h"

namespace vitrine::widgets {

namespace {

constexpr int none = -1;
constexpr int several = -2;

/// The only child of each node, `none` or `several`.
std::vector<int> onlyChildren(const std::vector<BranchNode>& nodes) {
    std::vector<int> result(nodes.size(), none);
    for (int i = 0; i < static_cast<int>(nodes.size()); ++i) {
        const int parent = nodes[static_cast<std::size_t>(i)].parent;
        if (parent >= 0) {
            int& child = result[static_cast<std::size_t>(parent)];
            child = child == none ? i : several;
        }
    }
    return result;
}

} // namespace

std::vector<BranchRun> branchRuns(const std::vector<BranchNode>& nodes, int current, int shortest) {
    const auto children = onlyChildren(nodes);
    const auto continues = [&](int node) {
        const auto& shown = nodes[static_cast<std::size_t>(node)];
        const int child = children[static_cast<std::size_t>(node)];
        return shown.parent >= 0 && node != current && child >= 0
            && shown.state == BranchNode::State::Kept
            && nodes[static_cast<std::size_t>(child)].state == BranchNode::State::Kept;
    };
    std::vector<BranchRun> runs;
    std::vector<int> runOf(nodes.size(), none);
    const auto add = [&](int first, int last, int count) {
        const int parent = nodes[static_cast<std::size_t>(first)].parent;
        const int parentRun = parent < 0 ? none : runOf[static_cast<std::size_t>(parent)];
        for (int node = last; node != parent; node = nodes[static_cast<std::size_t>(node)].parent)
            runOf[static_cast<std::size_t>(node)] = static_cast<int>(runs.size());
        runs.push_back({first, last, count, parentRun});
    };
    for (int node = 0; node < static_cast<int>(nodes.size()); ++node) {
        if (runOf[static_cast<std::size_t>(node)] != none)
            continue;
        int last = node;
        int count = 1;
        for (; continues(last); ++count)
            last = children[static_cast<std::size_t>(last)];
        if (count >= shortest)
            add(node, last, count);
        else
            add(node, node, 1);
    }
    return runs;
}

std::vector<int> runsOfNodes(
    const std::vector<BranchNode>& nodes, const std::vector<BranchRun>& runs) {
    std::vector<int> result(nodes.size(), none);
    for (int run = 0; run < static_cast<int>(runs.size()); ++run) {
        int node = runs[static_cast<std::size_t>(run)].last;
        for (int i = 0; i < runs[static_cast<std::size_t>(run)].count; ++i) {
            result[static_cast<std::size_t>(node)] = run;
            node = nodes[static_cast<std::size_t>(node)].parent;
        }
    }
    return result;
}

} // namespace vitrine::widgets

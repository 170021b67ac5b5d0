#pragma once

#include <string>
#include <vector>

#include "app/workspace/branch_tree.h"
#include "widgets/generation/branch_node.h"

namespace vitrine::app {

/// The tree of continuations as it is drawn: tokens that were typed one after the other, with no
/// branch between them, make one node; every generated token is its own.
class BranchOutline {
public:
    BranchOutline() = default;
    explicit BranchOutline(const BranchTree& tree);

    const std::vector<widgets::BranchNode>& nodes() const { return m_nodes; }
    /// The node of the tree where a drawn one ends.
    int treeNode(int drawn) const { return m_lastNode[static_cast<std::size_t>(drawn)]; }
    /// The first node of the tree in a drawn one: removing it removes what is drawn.
    int firstTreeNode(int drawn) const { return m_firstNode[static_cast<std::size_t>(drawn)]; }
    /// Where a node of the tree is drawn.
    int drawnNode(int treeNode) const { return m_drawn[static_cast<std::size_t>(treeNode)]; }

private:
    int newNode(int treeNode, int drawnParent);

    std::vector<widgets::BranchNode> m_nodes;
    std::vector<int> m_firstNode;
    std::vector<int> m_lastNode;
    std::vector<int> m_drawn;
};

/// The end of a text for a narrow place: at most `characters` of them, after an ellipsis.
std::string textEnd(const std::string& utf8, std::size_t characters);

} // namespace vitrine::app

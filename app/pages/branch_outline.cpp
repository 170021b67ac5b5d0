#include "app/pages/branch_outline.h"

#include <cmath>

namespace vitrine::app {

namespace {

constexpr std::size_t labelCharacters = 14;

bool isContinuationByte(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

} // namespace

BranchOutline::BranchOutline(const BranchTree& tree) {
    const auto count = tree.nodes().size();
    std::vector<int> childCount(count, 0);
    for (std::size_t i = 1; i < count; ++i) {
        ++childCount[static_cast<std::size_t>(tree.nodes()[i].parent)];
    }
    m_drawn.resize(count);
    m_drawn[0] = newNode(0, -1);
    for (int i = 1; i < static_cast<int>(count); ++i) {
        const auto& node = tree.node(i);
        const int parent = drawnNode(node.parent);
        const bool joinsParent = node.origin == TokenOrigin::Typed
            && childCount[static_cast<std::size_t>(node.parent)] == 1
            && tree.node(node.parent).origin == TokenOrigin::Typed;
        const int drawn = joinsParent ? parent : newNode(i, parent);
        auto& shown = m_nodes[static_cast<std::size_t>(drawn)];
        shown.bytes += node.bytes.empty() ? node.piece : node.bytes;
        // The chain rule over the tokens of a run; what is not scored counts as certain.
        shown.probability *= node.scored ? std::exp(node.logProbability) : 1;
        m_lastNode[static_cast<std::size_t>(drawn)] = i;
        m_drawn[static_cast<std::size_t>(i)] = drawn;
    }
    for (auto& shown : m_nodes) {
        shown.bytes = textEnd(shown.bytes, labelCharacters);
    }
}

int BranchOutline::newNode(int treeNode, int drawnParent) {
    widgets::BranchNode node;
    node.parent = drawnParent;
    node.probability = 1;
    m_nodes.push_back(std::move(node));
    m_firstNode.push_back(treeNode);
    m_lastNode.push_back(treeNode);
    return static_cast<int>(m_nodes.size()) - 1;
}

std::string textEnd(const std::string& utf8, std::size_t characters) {
    std::size_t start = utf8.size();
    for (std::size_t seen = 0; start > 0 && seen < characters; ++seen) {
        do {
            --start;
        } while (start > 0 && isContinuationByte(utf8[start]));
    }
    return start == 0 ? utf8 : "…" + utf8.substr(start);
}

} // namespace vitrine::app

#include "app/workspace/branch_tree.h"

#include <algorithm>
#include <cassert>

namespace vitrine::app {

BranchTree::BranchTree() : m_nodes(1) {
}

std::optional<BranchTree> BranchTree::fromNodes(std::vector<BranchNode> nodes, int current) {
    const int count = static_cast<int>(nodes.size());
    for (int i = 0; i < count; ++i) {
        const int parent = nodes[static_cast<std::size_t>(i)].parent;
        if (i == 0 ? parent != -1 : parent < 0 || parent >= i) {
            return std::nullopt;
        }
    }
    if (current < 0 || current >= count) {
        return std::nullopt;
    }
    BranchTree tree;
    tree.m_nodes = std::move(nodes);
    tree.m_current = current;
    return tree;
}

BranchTree BranchTree::withTexts(
    BranchTree tree, int vocabularySize, const std::function<void(BranchNode&)>& fill) {
    for (std::size_t i = 1; i < tree.m_nodes.size(); ++i) {
        auto& n = tree.m_nodes[i];
        if (n.id < 0 || n.id >= vocabularySize) {
            return {};
        }
        fill(n);
    }
    return tree;
}

std::vector<int> BranchTree::pathTo(int index) const {
    std::vector<int> path;
    for (; index > 0; index = node(index).parent) {
        path.push_back(index);
    }
    std::reverse(path.begin(), path.end());
    return path;
}

std::vector<int> BranchTree::children(int index) const {
    std::vector<int> found;
    for (int i = index + 1; i < static_cast<int>(m_nodes.size()); ++i) {
        if (node(i).parent == index) {
            found.push_back(i);
        }
    }
    return found;
}

std::vector<int> BranchTree::leaves() const {
    std::vector<bool> isParent(m_nodes.size(), false);
    for (const auto& n : m_nodes) {
        if (n.parent >= 0) {
            isParent[static_cast<std::size_t>(n.parent)] = true;
        }
    }
    std::vector<int> found;
    for (int i = 1; i < static_cast<int>(m_nodes.size()); ++i) {
        if (!isParent[static_cast<std::size_t>(i)]) {
            found.push_back(i);
        }
    }
    return found;
}

std::string BranchTree::textTo(int index) const {
    std::string text;
    for (const int step : pathTo(index)) {
        text += node(step).bytes;
    }
    return text;
}

void BranchTree::walkTo(int index) {
    assert(index >= 0 && index < static_cast<int>(m_nodes.size()));
    m_current = index;
}

int BranchTree::append(int parent, BranchNode child) {
    assert(parent >= 0 && parent < static_cast<int>(m_nodes.size()));
    child.parent = parent;
    for (const int sibling : children(parent)) {
        if (node(sibling).id == child.id) {
            if (child.scored) {
                m_nodes[static_cast<std::size_t>(sibling)] = std::move(child);
            }
            return sibling;
        }
    }
    m_nodes.push_back(std::move(child));
    return static_cast<int>(m_nodes.size()) - 1;
}

void BranchTree::setTyped(std::span<const Token> tokens) {
    const auto old = path();
    std::size_t common = 0;
    while (common < old.size() && common < tokens.size()
        && node(old[common]).id == tokens[common].id) {
        m_nodes[static_cast<std::size_t>(old[common])].bytes = tokens[common].bytes;
        ++common;
    }
    const int keep = common == 0 ? 0 : old[common - 1];
    dropTypedTail(keep); // leaves `keep` current; only nodes after it go, so its index stays
    for (const auto& token : tokens.subspan(common)) {
        BranchNode typed;
        typed.id = token.id;
        typed.bytes = token.bytes;
        m_current = append(m_current, std::move(typed));
    }
}

void BranchTree::setScores(std::span<const ScoredToken> scores) {
    const auto nodes = path();
    const auto count = std::min(nodes.size(), scores.size());
    for (std::size_t i = 0; i < count; ++i) {
        auto& target = m_nodes[static_cast<std::size_t>(nodes[i])];
        if (target.id != scores[i].token.id) {
            return;
        }
        target.scored = scores[i].scored;
        target.logProbability = scores[i].logProbability;
        target.entropy = scores[i].entropy;
        target.rank = scores[i].rank;
    }
}

void BranchTree::remove(int index) {
    assert(index > 0 && index < static_cast<int>(m_nodes.size()));
    std::vector<bool> gone(m_nodes.size(), false);
    gone[static_cast<std::size_t>(index)] = true;
    erase(std::move(gone));
}

void BranchTree::dropTypedTail(int keep) {
    std::vector<int> childCount(m_nodes.size(), 0);
    for (std::size_t i = 1; i < m_nodes.size(); ++i) {
        ++childCount[static_cast<std::size_t>(m_nodes[i].parent)];
    }
    std::vector<bool> gone(m_nodes.size(), false);
    for (int last = m_current; last != keep; last = node(last).parent) {
        const auto index = static_cast<std::size_t>(last);
        if (node(last).origin != TokenOrigin::Typed || childCount[index] > 0) {
            break;
        }
        gone[index] = true;
        --childCount[static_cast<std::size_t>(node(last).parent)];
    }
    m_current = keep;
    erase(std::move(gone));
}

void BranchTree::erase(std::vector<bool> gone) {
    // Parents come before children, so one pass finds what hangs on a node that goes, and the new
    // place of every node that stays.
    std::vector<int> place(m_nodes.size(), 0);
    std::vector<BranchNode> kept;
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        auto& n = m_nodes[i];
        const auto parent = static_cast<std::size_t>(std::max(n.parent, 0));
        gone[i] = gone[i] || (n.parent >= 0 && gone[parent]);
        if (gone[i]) {
            place[i] = place[parent]; // where a path that ended here ends now
            continue;
        }
        place[i] = static_cast<int>(kept.size());
        n.parent = n.parent < 0 ? n.parent : place[parent];
        kept.push_back(std::move(n));
    }
    m_nodes = std::move(kept);
    m_current = place[static_cast<std::size_t>(m_current)];
}

BranchNode branchNode(const GeneratedToken& token) {
    BranchNode node;
    node.id = token.id;
    node.bytes = token.bytes;
    node.origin = TokenOrigin::Generated;
    node.scored = true;
    node.logProbability = token.logProbability;
    node.entropy = token.entropy;
    node.rank = token.rank;
    node.settledProbability = token.probability;
    node.draw = token.draw;
    node.candidates = std::make_shared<const NextTokenDistribution>(token.distribution);
    return node;
}

} // namespace vitrine::app

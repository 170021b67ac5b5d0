#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/values/generated_token.h"
#include "engine/values/next_token_distribution.h"
#include "engine/values/scored_token.h"
#include "engine/values/token.h"

namespace vitrine::app {

/// How a token came into the text.
enum class TokenOrigin { Typed, Generated, Chosen };

/// One token of one or more continuations.
struct BranchNode {
    int parent = -1; ///< index in BranchTree::nodes(); -1 for the root, which stands for no token
    TokenId id = 0;
    std::string bytes; ///< as in Token
    std::string piece; ///< its name, where it stands for no text, as the token that ends it
    TokenOrigin origin = TokenOrigin::Typed;
    bool scored = false; ///< the four numbers below are known
    double logProbability = 0; ///< nats, the model's own (temperature 1)
    double entropy = 0; ///< bits, of the distribution it was taken from
    int rank = 0; ///< 1 = the most probable
    std::optional<double>
        settledProbability; ///< after the sampling settings, where it was generated
    double draw = -1; ///< the uniform number that chose it; -1 where nothing was drawn
    std::shared_ptr<const NextTokenDistribution> candidates; ///< what stood beside it; may be null
};

/// Every continuation of the text under glass, as a tree of tokens. The path from the root to the
/// current node is the text that is shown. Parents come before their children.
class BranchTree {
public:
    BranchTree();
    /// A tree with these nodes; nothing unless the first is the only root, every parent comes
    /// before its child, and `current` is one of them.
    static std::optional<BranchTree> fromNodes(std::vector<BranchNode> nodes, int current);
    /// The same tree with the text of every token filled in anew, as after reading a session,
    /// which keeps ids only. Empty if an id lies outside the vocabulary.
    static BranchTree withTexts(
        BranchTree tree, int vocabularySize, const std::function<void(BranchNode&)>& fill);

    const std::vector<BranchNode>& nodes() const { return m_nodes; }
    const BranchNode& node(int index) const { return m_nodes[static_cast<std::size_t>(index)]; }
    int current() const { return m_current; }
    bool isEmpty() const { return m_nodes.size() == 1; }

    /// Nodes from the root's child to `index`; empty for the root.
    std::vector<int> pathTo(int index) const;
    std::vector<int> path() const { return pathTo(m_current); }
    std::vector<int> children(int index) const;
    std::vector<int> leaves() const;
    /// The bytes of the path to `index`.
    std::string textTo(int index) const;

    void walkTo(int index);
    /// The child of `parent` with the same token id, made if there is none; its numbers are
    /// replaced by the newer ones. Returns its index.
    int append(int parent, BranchNode child);
    /// Makes `tokens` the current path. What was typed before and led to nothing else is dropped,
    /// so that a keystroke leaves no branch behind; continuations stay.
    void setTyped(std::span<const Token> tokens);
    /// The model's judgement of the first tokens of the current path.
    void setScores(std::span<const ScoredToken> scores);
    /// Removes a node with all that follows it. The current path ends before it if it was on it.
    /// Other indices change.
    void remove(int index);

private:
    void dropTypedTail(int keep);
    void erase(std::vector<bool> gone);

    std::vector<BranchNode> m_nodes;
    int m_current = 0;
};

/// A streamed token as a node to append.
BranchNode branchNode(const GeneratedToken& token);

} // namespace vitrine::app

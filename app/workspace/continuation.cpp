#include "app/workspace/continuation.h"

#include <algorithm>
#include <utility>

namespace vitrine::app {

Continuation::Continuation(Workspace& workspace, Generator& generator, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_generator(generator) {
}

void Continuation::generate() {
    start(m_workspace.options());
}

void Continuation::step() {
    auto options = m_workspace.options();
    options.maxNewTokens = 1;
    if (options.strategy == DecodingStrategy::Beam) {
        options.strategy = DecodingStrategy::Greedy; // a beam of one step is the best candidate
    }
    if (options.seed) {
        // One seed would draw the same number at every step; the position makes them differ, and
        // the same steps still repeat exactly.
        *options.seed += static_cast<std::uint64_t>(m_workspace.tokenCount());
    }
    start(options);
}

void Continuation::start(const GenerationOptions& options) {
    if (!m_workspace.model()) {
        return;
    }
    m_generator.cancel();
    m_tip = m_workspace.tree().current();
    m_prompt = m_workspace.ids(m_workspace.tokenCount());
    Generator::Run run;
    run.ids = m_prompt;
    run.options = options;
    run.onTokens = [this](const std::vector<GeneratedToken>& tokens) {
        std::vector<BranchNode> nodes;
        std::transform(tokens.begin(), tokens.end(), std::back_inserter(nodes), branchNode);
        m_tip = m_workspace.grow(m_tip, std::move(nodes), /*follow=*/true);
    };
    run.onBeams = [this](const BeamSnapshot& beams) { Q_EMIT beamsGrew(beams); };
    run.onFinished = [this](const Expected<GenerationResult>& result) { finish(result); };
    m_generator.start(std::move(run));
}

void Continuation::finish(const Expected<GenerationResult>& result) {
    if (!result) {
        Q_EMIT failed(result.error());
        return;
    }
    if (!result->beams.hypotheses.empty()) {
        growBest(result->beams);
    }
    if (result->stopped == StopReason::EndOfText) {
        leaveEndOfText();
    }
    Q_EMIT finished(*result);
}

void Continuation::leaveEndOfText() {
    // The end token stays in the tree; the text ends before it, where it can be continued.
    const auto& tree = m_workspace.tree();
    const auto& tip = tree.node(tree.current());
    if (tree.current() == m_tip && m_workspace.model()->tokenizer().isSpecial(tip.id)) {
        m_workspace.walkTo(tip.parent);
    }
}

void Continuation::growBest(const BeamSnapshot& beams) {
    m_tip = m_workspace.grow(m_tip, branchNodes(beams, beams.hypotheses.front()), /*follow=*/true);
}

std::vector<BranchNode> branchNodes(const BeamSnapshot& beams, const BeamHypothesis& hypothesis) {
    std::vector<BranchNode> nodes;
    for (int index = hypothesis.node; index > 0;) {
        const auto& beam = beams.nodes[static_cast<std::size_t>(index)];
        BranchNode node;
        node.id = beam.id;
        node.bytes = beam.bytes;
        node.origin = TokenOrigin::Generated;
        nodes.push_back(std::move(node));
        index = beam.parent;
    }
    std::reverse(nodes.begin(), nodes.end());
    return nodes;
}

} // namespace vitrine::app

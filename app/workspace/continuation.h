#pragma once

#include <QObject>

#include "app/workspace/generator.h"
#include "app/workspace/workspace.h"

namespace vitrine::app {

/// Continues the text under glass: each new token grows the tree, and the text follows.
class Continuation : public QObject {
    Q_OBJECT
public:
    Continuation(Workspace& workspace, Generator& generator, QObject* parent);

    /// As the workspace's options say.
    void generate();
    /// One token.
    void step();
    /// What the last run continued.
    const std::vector<TokenId>& prompt() const { return m_prompt; }

Q_SIGNALS:
    void beamsGrew(const vitrine::BeamSnapshot& snapshot);
    void finished(const vitrine::GenerationResult& result);
    void failed(const vitrine::Error& error);

private:
    void start(const GenerationOptions& options);
    void finish(const Expected<GenerationResult>& result);
    void leaveEndOfText();
    void growBest(const BeamSnapshot& beams);

    Workspace& m_workspace;
    Generator& m_generator;
    std::vector<TokenId> m_prompt;
    int m_tip = 0; ///< the node that the next token follows
};

/// The tokens of a hypothesis, from the first new one to its last.
std::vector<BranchNode> branchNodes(const BeamSnapshot& beams, const BeamHypothesis& hypothesis);

} // namespace vitrine::app

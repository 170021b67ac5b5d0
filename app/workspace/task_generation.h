#pragma once

#include <QObject>

#include <memory>
#include <string>
#include <vector>

#include "app/jobs/frame_relay.h"
#include "app/jobs/latest_request.h"
#include "app/workspace/lens_task.h"
#include "app/workspace/workspace.h"
#include "engine/values/error.h"
#include "engine/values/generated_token.h"
#include "engine/values/input_attribution.h"

namespace vitrine::app {

/// Lets the model at hand answer in words: it goes on from the text under glass, or from a prompt
/// made of it, and each of its tokens can be explained.
class TaskGeneration : public QObject {
    Q_OBJECT
public:
    TaskGeneration(Workspace& workspace, QObject* parent);

    /// `instruction` is what is asked of the text in a summary. Strategy and length are the
    /// workspace's. A newer run replaces an older one.
    void run(LensTask task, const std::string& instruction);
    /// Ends the run within one token; what it made stays.
    void stop() { m_run.stop(); }
    /// Forgets the answer.
    void clear();
    bool isRunning() const { return m_run.isBusy(); }
    /// What the model read before its answer, and the answer so far.
    const std::vector<Token>& prompt() const { return m_prompt; }
    const std::vector<GeneratedToken>& tokens() const { return m_tokens; }

    /// explained() follows.
    void explain(int token);

Q_SIGNALS:
    void changed(); ///< prompt, tokens, or whether it runs
    void explained(const vitrine::InputAttribution& attribution);
    void failed(const vitrine::Error& error);

private:
    /// What a worker sends before and while it answers.
    struct Piece {
        std::vector<Token> prompt;
        std::vector<GeneratedToken> tokens;
    };
    void take(std::vector<Piece> pieces);

    Workspace& m_workspace;
    std::vector<Token> m_prompt;
    std::vector<GeneratedToken> m_tokens;
    std::unique_ptr<FrameRelay<Piece>> m_relay;
    JobQueue m_queue;
    LatestRequest m_run{m_queue};
    LatestRequest m_explanation{m_queue};
};

} // namespace vitrine::app

#pragma once

#include <QObject>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/jobs/latest_request.h"
#include "app/workspace/workspace.h"

namespace vitrine::app {

/// An answer that a model may give to a prompt.
struct AnswerScore {
    std::string text; ///< as it would follow the prompt
    int tokens = 0;
    double logProbability = 0; ///< nats, the sum over its tokens
    double share = 0; ///< its probability among the answers that are compared
};

/// A prompt put to the model.
struct PromptTrial {
    std::string prompt;
    std::string answer; ///< the right one, as it would follow the prompt; may be empty
    std::optional<double> answerProbability; ///< the product over the answer's tokens
    std::vector<AnswerScore> candidates; ///< answers to be compared, by their text; may be empty
    std::string continuation; ///< the most probable tokens, to the end of the line
};

/// Puts several prompts to the model, one after the other, beside whatever else is computed.
class PromptTrials : public QObject {
    Q_OBJECT
public:
    PromptTrials(Workspace& workspace, QObject* parent);

    /// Those that are done, in the order in which they were asked for.
    const std::vector<PromptTrial>& done() const { return m_done; }
    bool isRunning() const { return m_request.isBusy(); }

    /// Replaces all earlier trials. Does nothing without a model.
    void run(std::vector<PromptTrial> trials);
    /// Ends the trial that is running, and leaves out those that wait.
    void stop();
    /// Forgets all trials, as when what was asked has changed.
    void clear();

Q_SIGNALS:
    void changed(); ///< what is done, or whether something runs
    void failed(const vitrine::Error& error);

private:
    void runNext();

    Workspace& m_workspace;
    std::shared_ptr<api::TextSession> m_session; ///< of the model at hand
    std::vector<PromptTrial> m_trials;
    std::vector<PromptTrial> m_done;
    JobQueue m_queue;
    LatestRequest m_request{m_queue};
};

} // namespace vitrine::app

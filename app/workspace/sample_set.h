#pragma once

#include <QObject>

#include <string>
#include <vector>

#include "app/workspace/generator.h"
#include "app/workspace/workspace.h"

namespace vitrine::app {

/// One of several continuations that stand side by side.
struct Sample {
    enum class State { Waiting, Running, Done };

    std::vector<TokenId> prompt;
    GenerationOptions options; ///< with the seed that this one is drawn with
    bool keptInTree = true; ///< false for prompts other than the text under glass
    State state = State::Waiting;
    std::vector<TokenId> ids; ///< new tokens so far
    std::string bytes; ///< theirs; may end inside a character
    double logProbability = 0; ///< nats, their sum
};

/// Draws several continuations, one after the other, and streams them.
class SampleSet : public QObject {
    Q_OBJECT
public:
    SampleSet(Workspace& workspace, Generator& generator, QObject* parent);

    const std::vector<Sample>& samples() const { return m_samples; }
    bool isRunning() const { return m_running >= 0; }

    /// `count` continuations of the text under glass, with seeds that count up from the options'.
    void drawContinuations(int count);
    /// Replaces what was drawn before.
    void draw(std::vector<Sample> samples);
    /// Forgets all samples, as when their tokens belong to another model.
    void clear();
    /// Ends the sample that is running and leaves out those that wait.
    void stop();

Q_SIGNALS:
    void reset(); ///< other samples than before
    void changed(int index);
    void finished(); ///< the last one is done
    void failed(const vitrine::Error& error);

private:
    void runNext();
    void receive(const std::vector<GeneratedToken>& tokens);
    void finish(const Expected<GenerationResult>& result);
    void end();

    Workspace& m_workspace;
    Generator& m_generator;
    std::vector<Sample> m_samples;
    int m_running = -1; ///< index in m_samples; −1 when none runs
    int m_origin = 0; ///< the node that kept samples grow from
    int m_tip = 0;
};

} // namespace vitrine::app

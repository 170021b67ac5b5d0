#pragma once

#include <QElapsedTimer>
#include <QObject>

#include <functional>
#include <memory>
#include <vector>

#include "app/jobs/frame_relay.h"
#include "app/jobs/latest_request.h"
#include "engine/api/text_model.h"

namespace vitrine::app {

/// Runs one continuation at a time in the background and streams it, a frame's tokens at once.
class Generator : public QObject {
    Q_OBJECT
public:
    /// What to continue, and who listens. The receivers are called on the GUI thread.
    struct Run {
        std::vector<TokenId> ids;
        GenerationOptions options;
        std::function<void(std::vector<GeneratedToken>)> onTokens;
        std::function<void(BeamSnapshot)> onBeams;
        std::function<void(const Expected<GenerationResult>&)> onFinished; ///< also after stop()
    };

    explicit Generator(QObject* parent = nullptr);

    /// Drops the run that is under way.
    void setModel(const std::shared_ptr<const api::TextModel>& model);
    /// Replaces a run that is under way, whose onFinished is then not called. Needs a model.
    void start(Run run);
    /// Ends the run within one token; what it made is kept.
    void stop();
    /// Ends the run and delivers the tokens that have arrived; onFinished is not called.
    void cancel();
    bool isRunning() const { return m_request.isBusy(); }
    /// Of the last run that decoded more than one token; 0 before that.
    double tokensPerSecond() const { return m_tokensPerSecond; }

Q_SIGNALS:
    void runningChanged(bool running);

private:
    void finish(const Run& run, const Expected<GenerationResult>& result);

    std::shared_ptr<const api::TextModel> m_model;
    std::shared_ptr<api::TextSession> m_session;
    std::unique_ptr<FrameRelay<GeneratedToken>> m_tokens;
    std::unique_ptr<FrameRelay<BeamSnapshot>> m_beams;
    double m_tokensPerSecond = 0;
    JobQueue m_queue;
    LatestRequest m_request{m_queue};
};

} // namespace vitrine::app

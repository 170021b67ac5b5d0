#include "app/workspace/generator.h"

#include <utility>

#include "app/workspace/named_candidates.h"

namespace vitrine::app {

Generator::Generator(QObject* parent) : QObject(parent) {
}

void Generator::setModel(const std::shared_ptr<const api::TextModel>& model) {
    cancel();
    m_model = model;
    m_session = model->newSession();
}

void Generator::start(Run run) {
    m_tokens = std::make_unique<FrameRelay<GeneratedToken>>(run.onTokens);
    // Each snapshot holds the whole tree, so only the newest of a frame is worth showing.
    m_beams = std::make_unique<FrameRelay<BeamSnapshot>>(
        [receive = run.onBeams](std::vector<BeamSnapshot> snapshots) {
            if (receive) {
                receive(std::move(snapshots.back()));
            }
        });
    const auto onToken = [model = m_model, send = m_tokens->sender()](GeneratedToken token) {
        nameCandidates(token.distribution, model->tokenizer());
        send(std::move(token));
    };
    m_request.request(
        [session = m_session, ids = run.ids, options = run.options, onToken,
            onBeams = m_beams->sender()](const std::stop_token& stop) {
            return session->generate(ids, options, stop, onToken, onBeams);
        },
        [this, run](const Expected<GenerationResult>& result) { finish(run, result); });
    Q_EMIT runningChanged(true);
}

void Generator::stop() {
    m_request.stop();
}

void Generator::cancel() {
    const bool wasRunning = isRunning();
    m_request.cancel();
    if (wasRunning) {
        m_tokens->flush();
    }
    m_tokens.reset();
    m_beams.reset();
    if (wasRunning) {
        Q_EMIT runningChanged(false);
    }
}

void Generator::finish(const Run& run, const Expected<GenerationResult>& result) {
    m_tokens->flush();
    m_beams->flush();
    if (result && result->timing.decodeTokensPerSecond > 0) {
        m_tokensPerSecond = result->timing.decodeTokensPerSecond;
    }
    if (run.onFinished) {
        run.onFinished(result);
    }
    Q_EMIT runningChanged(isRunning());
}

} // namespace vitrine::app

#pragma once

#include <QObject>

#include <memory>

#include "app/jobs/latest_request.h"
#include "app/workspace/workspace.h"

namespace vitrine::app {

/// Asks the model what it expects at the position looked at, and how well it foresaw each token of
/// the text. Follows the workspace by itself; a newer question replaces an older one.
class Predictor : public QObject {
    Q_OBJECT
public:
    Predictor(Workspace& workspace, QObject* parent);

    /// While a continuation streams, each token brings its own distribution and nothing is asked.
    void setPaused(bool paused);
    /// Looks at another position for a moment, as while hovering; −1 goes back to the selection.
    void peek(int position);
    int position() const;

Q_SIGNALS:
    /// What is expected at `position`, before and after the settings.
    void predicted(
        int position, std::shared_ptr<const vitrine::NextTokenDistribution> distribution);
    void failed(const vitrine::Error& error);

private:
    void adoptModel();
    void predict();
    void score();

    Workspace& m_workspace;
    std::shared_ptr<api::TextSession> m_session;
    int m_peeked = -1;
    bool m_paused = false;
    JobQueue m_queue;
    LatestRequest m_prediction{m_queue};
    LatestRequest m_scores{m_queue};
};

} // namespace vitrine::app

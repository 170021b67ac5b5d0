#pragma once

#include <QObject>

#include <vector>

#include "app/jobs/latest_request.h"
#include "app/workspace/inspected_text.h"
#include "app/workspace/workspace.h"
#include "engine/values/error.h"
#include "engine/values/state_trace.h"

namespace vitrine::app {

/// Asks a model without attention for its states over the text under glass. Follows the workspace
/// by itself; a newer text replaces an older one.
class StateProbe : public QObject {
    Q_OBJECT
public:
    StateProbe(Workspace& workspace, QObject* parent);

    /// Nothing is asked while nobody looks; it begins paused.
    void setPaused(bool paused);
    /// What the states found last belong to.
    const InspectedText& text() const { return m_text; }

Q_SIGNALS:
    /// Nothing for an empty text.
    void found(const std::vector<vitrine::StateTrace>& states);
    void failed(const vitrine::Error& error);

private:
    void ask();

    Workspace& m_workspace;
    bool m_paused = true;
    InspectedText m_text;
    JobQueue m_queue;
    LatestRequest m_request{m_queue};
};

} // namespace vitrine::app

#pragma once

#include <QObject>

#include <cstdint>

#include "app/jobs/latest_request.h"
#include "app/workspace/workspace.h"
#include "engine/values/model_info.h"

namespace vitrine::app {

/// What a model keeps of a text while it reads on: the keys and values of every token. Known before
/// the text is read. Follows the workspace by itself.
class ContextCost : public QObject {
    Q_OBJECT
public:
    ContextCost(Workspace& workspace, QObject* parent);

    /// Bytes that so many tokens take, up to the whole context; 0 while that is not known, and for
    /// a model that keeps nothing.
    std::int64_t bytes(int tokens) const;
    /// Bytes that were free when the model came.
    std::int64_t availableBytes() const { return m_memory.availableBytes; }

Q_SIGNALS:
    void changed();

private:
    void follow();

    Workspace& m_workspace;
    MemoryEstimate m_memory;
    int m_contextLength = 0;
    JobQueue m_queue;
    LatestRequest m_request{m_queue};
};

} // namespace vitrine::app

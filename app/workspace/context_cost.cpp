#include "app/workspace/context_cost.h"

#include <algorithm>

namespace vitrine::app {

ContextCost::ContextCost(Workspace& workspace, QObject* parent)
    : QObject(parent), m_workspace(workspace) {
    connect(&workspace, &Workspace::modelChanged, this, &ContextCost::follow);
}

std::int64_t ContextCost::bytes(int tokens) const {
    return m_contextLength > 0
        ? m_memory.cacheBytes / m_contextLength * std::clamp(tokens, 0, m_contextLength)
        : 0;
}

void ContextCost::follow() {
    m_memory = {};
    m_contextLength = 0;
    Q_EMIT changed();
    const auto& model = *m_workspace.model();
    LoadOptions options;
    options.device
        = model.placement().device == DeviceKind::Cuda ? DeviceChoice::Cuda : DeviceChoice::Cpu;
    options.dtype = model.placement().dtype;
    m_request.request(
        [path = model.info().path, options](
            const std::stop_token&) { return api::TextModel::estimate(path, options); },
        [this, length = model.info().contextLength](const Expected<MemoryEstimate>& memory) {
            if (memory) { // a folder that has gone since tells nothing
                m_memory = *memory;
                m_contextLength = length;
                Q_EMIT changed();
            }
        });
}

} // namespace vitrine::app

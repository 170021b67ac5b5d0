#include "app/workspace/state_probe.h"

#include <utility>

#include "engine/api/text_model.h"

namespace vitrine::app {

StateProbe::StateProbe(Workspace& workspace, QObject* parent)
    : QObject(parent), m_workspace(workspace) {
    connect(&workspace, &Workspace::modelChanged, this, &StateProbe::ask);
    connect(&workspace, &Workspace::textChanged, this, &StateProbe::ask);
}

void StateProbe::setPaused(bool paused) {
    m_paused = paused;
    ask();
}

void StateProbe::ask() {
    const auto& model = m_workspace.model();
    if (m_paused || !model || model->info().abilities.attends) {
        m_request.cancel();
        return;
    }
    auto text = inspectedText(m_workspace);
    if (text.tokens.empty()) {
        m_request.cancel();
        m_text = std::move(text);
        Q_EMIT found({});
        return;
    }
    m_request.request(
        [model, ids = text.ids()](const std::stop_token& stop) { return model->states(ids, stop); },
        [this, text](const Expected<std::vector<StateTrace>>& states) {
            if (states) {
                m_text = text;
                Q_EMIT found(*states);
            } else if (states.error().code != ErrorCode::Interrupted) {
                Q_EMIT failed(states.error());
            }
        });
}

} // namespace vitrine::app

#include "app/workspace/predictor.h"

#include <utility>

#include "app/workspace/named_candidates.h"

namespace vitrine::app {

Predictor::Predictor(Workspace& workspace, QObject* parent)
    : QObject(parent), m_workspace(workspace) {
    connect(&workspace, &Workspace::modelChanged, this, &Predictor::adoptModel);
    connect(&workspace, &Workspace::textChanged, this, [this] {
        m_peeked = -1;
        predict();
        score();
    });
    connect(&workspace, &Workspace::selectionChanged, this, &Predictor::predict);
    connect(&workspace, &Workspace::optionsChanged, this, &Predictor::predict);
}

int Predictor::position() const {
    return m_peeked >= 0 ? m_peeked : m_workspace.selected();
}

void Predictor::setPaused(bool paused) {
    if (std::exchange(m_paused, paused) && !paused) {
        predict();
        score();
    }
}

void Predictor::peek(int position) {
    if (std::exchange(m_peeked, position) != position) {
        predict();
    }
}

void Predictor::adoptModel() {
    m_prediction.cancel();
    m_scores.cancel();
    // A model that fills masks expects nothing to come next: then nothing is asked.
    const auto& model = *m_workspace.model();
    m_session = model.info().abilities.continues ? model.newSession() : nullptr;
}

void Predictor::predict() {
    if (!m_session || m_paused) {
        return;
    }
    const int asked = position();
    m_prediction.request(
        [session = m_session, model = m_workspace.model(), ids = m_workspace.ids(asked),
            options = m_workspace.activeOptions()](const std::stop_token& stop) {
            auto result = session->nextToken(ids, options, stop);
            if (result) {
                nameCandidates(*result, model->tokenizer());
            }
            return result;
        },
        [this, asked](Expected<NextTokenDistribution> result) {
            if (result) {
                Q_EMIT predicted(
                    asked, std::make_shared<const NextTokenDistribution>(std::move(*result)));
            } else {
                Q_EMIT failed(result.error());
            }
        });
}

void Predictor::score() {
    if (!m_session || m_paused || m_workspace.tokenCount() == 0) {
        m_scores.cancel();
        return;
    }
    m_scores.request([session = m_session, ids = m_workspace.ids(m_workspace.tokenCount())](
                         const std::stop_token& stop) { return session->score(ids, stop); },
        [this](const Expected<std::vector<ScoredToken>>& result) {
            if (result) {
                m_workspace.setScores(*result);
            } else if (result.error().code == ErrorCode::OutOfMemory) {
                Q_EMIT failed(result.error()); // others befall the prediction too
            }
        });
}

} // namespace vitrine::app

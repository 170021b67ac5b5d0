#include "app/workspace/laboratory.h"

#include <algorithm>

namespace vitrine::app {

Laboratory::Laboratory(const std::filesystem::path& builtInModels) : m_library(builtInModels) {
    connect(&m_models, &ModelHost::loaded, this,
        [this](const std::shared_ptr<const api::TextModel>& model) {
            m_generator.setModel(model);
            m_workspace.setModel(model, keyOf(model->info()));
        });
    connect(&m_secondModels, &ModelHost::loaded, this,
        [this](const std::shared_ptr<const api::TextModel>& model) {
            m_workspace.setSecondModel(model, keyOf(model->info()));
        });
    connect(&m_workspace, &Workspace::restructuring, &m_generator, &Generator::cancel);
    connect(&m_generator, &Generator::runningChanged, &m_predictor, &Predictor::setPaused);
}

const std::vector<ModelInfo>& Laboratory::builtInModels() {
    if (!m_builtIn) {
        m_builtIn = m_library.models();
    }
    return *m_builtIn;
}

std::string Laboratory::keyOf(const ModelInfo& info) {
    const auto& models = builtInModels();
    const bool builtIn = std::any_of(models.begin(), models.end(),
        [&info](const ModelInfo& known) { return known.path == info.path; });
    return builtIn ? info.name : info.path.string();
}

void Laboratory::generate() {
    if (m_chat.isOn()) {
        m_chat.answer();
        return;
    }
    const bool several
        = m_workspace.samples() > 1 && m_workspace.options().strategy == DecodingStrategy::Sample;
    if (several && m_workspace.model()) {
        m_samples.drawContinuations(m_workspace.samples());
    } else {
        m_continuation.generate();
    }
}

void Laboratory::stopGeneration() {
    if (m_chat.isAnswering()) {
        m_chat.stop();
    } else if (m_samples.isRunning()) {
        m_samples.stop();
    } else {
        m_generator.stop();
    }
}

} // namespace vitrine::app

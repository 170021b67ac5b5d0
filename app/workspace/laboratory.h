#pragma once

#include <QObject>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/workspace/chat.h"
#include "app/workspace/continuation.h"
#include "app/workspace/generator.h"
#include "app/workspace/left_reader.h"
#include "app/workspace/mask_filler.h"
#include "app/workspace/model_host.h"
#include "app/workspace/predictor.h"
#include "app/workspace/prompt_trials.h"
#include "app/workspace/sample_set.h"
#include "app/workspace/workspace.h"
#include "engine/api/model_library.h"

namespace vitrine::app {

/// What works behind the window, wired to each other: models, the text under glass, and what is
/// computed of them. Pages are given this and show it.
class Laboratory : public QObject {
    Q_OBJECT
public:
    explicit Laboratory(const std::filesystem::path& builtInModels);

    const api::ModelLibrary& library() const { return m_library; }
    /// Looked up once: they do not change while the program runs.
    const std::vector<ModelInfo>& builtInModels();
    Workspace& workspace() { return m_workspace; }
    ModelHost& models() { return m_models; }
    /// Loads the model that is compared with the first.
    ModelHost& secondModels() { return m_secondModels; }
    Generator& generator() { return m_generator; }
    Predictor& predictor() { return m_predictor; }
    Continuation& continuation() { return m_continuation; }
    SampleSet& samples() { return m_samples; }
    Chat& chat() { return m_chat; }
    PromptTrials& promptTrials() { return m_promptTrials; }
    MaskFiller& maskFiller() { return m_maskFiller; }
    LeftReader& leftReader() { return m_leftReader; }

    /// Continues the text, or draws several continuations, as the workspace says; while a
    /// conversation is on, has the model answer.
    void generate();
    /// Stops whatever generates; what was made so far stays.
    void stopGeneration();

private:
    std::string keyOf(const ModelInfo& info);

    api::ModelLibrary m_library;
    std::optional<std::vector<ModelInfo>> m_builtIn;
    Workspace m_workspace;
    ModelHost m_models;
    ModelHost m_secondModels;
    Generator m_generator;
    Predictor m_predictor{m_workspace, nullptr};
    Continuation m_continuation{m_workspace, m_generator, nullptr};
    SampleSet m_samples{m_workspace, m_generator, nullptr};
    Chat m_chat{m_workspace, m_generator, nullptr};
    PromptTrials m_promptTrials{m_workspace, nullptr};
    MaskFiller m_maskFiller{m_workspace, nullptr};
    LeftReader m_leftReader{nullptr};
};

} // namespace vitrine::app

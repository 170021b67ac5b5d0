#pragma once

#include <memory>
#include <stop_token>

#include "engine/api/model_folder.h"
#include "engine/api/task_model.h"
#include "engine/api/text_model.h"
#include "engine/models/network.h"
#include "engine/train/objective.h"
#include "engine/values/expected.h"
#include "engine/values/training_probe.h"

namespace vitrine::api {

/// Asks a network in training the same questions again and again, by the same code that answers
/// them of a finished model. Between two steps only: the network is put into evaluation mode, and
/// the state of LibTorch's generators stays as it is.
class RunProber {
public:
    /// `folder` describes the objective's network, which stays the caller's to train. One that
    /// `instructs` is given prompts as instructions. Of a task the prompts are texts to be labelled
    /// or tagged, or questions about the sentence.
    RunProber(
        ModelFolder folder, const train::Objective& objective, bool instructs, ProbeTexts texts);

    /// Errors: those of the calls of TextModel; Interrupted. A text that the model cannot read is
    /// left out.
    Expected<TrainingProbe> probe(std::int64_t step, const std::stop_token& stop) const;

private:
    using Model = std::shared_ptr<const TextModel>;

    Model wrapped() const;
    Expected<std::string> sampleOf(
        const TextModel& model, const std::string& prompt, const std::stop_token& stop) const;
    Expected<void> sample(
        const Model& model, TrainingProbe& probe, const std::stop_token& stop) const;
    Expected<void> look(
        const Model& model, TrainingProbe& probe, const std::stop_token& stop) const;

    ModelFolder m_folder;
    models::Network m_network;
    std::shared_ptr<torch::nn::Module> m_trained; // the network, with its head where it has one
    std::shared_ptr<const TaskModel> m_task; // null: none
    bool m_instructs;
    ProbeTexts m_texts;
};

} // namespace vitrine::api

#pragma once

#include <memory>
#include <stop_token>

#include "engine/api/model_folder.h"
#include "engine/api/text_model.h"
#include "engine/models/network.h"
#include "engine/values/expected.h"
#include "engine/values/training_probe.h"

namespace vitrine::api {

/// Asks a network in training the same questions again and again, by the same code that answers
/// them of a finished model. Between two steps only: the network is put into evaluation mode, and
/// the state of LibTorch's generators stays as it is.
class RunProber {
public:
    /// `folder` describes the network, which stays the caller's to train.
    RunProber(ModelFolder folder, models::Network network, ProbeTexts texts);

    /// Errors: those of the calls of TextModel; Interrupted. A text that the model cannot read is
    /// left out.
    Expected<TrainingProbe> probe(std::int64_t step, const std::stop_token& stop) const;

private:
    using Model = std::shared_ptr<const TextModel>;

    Model wrapped() const;
    Expected<void> sample(
        const Model& model, TrainingProbe& probe, const std::stop_token& stop) const;
    Expected<void> look(
        const Model& model, TrainingProbe& probe, const std::stop_token& stop) const;

    ModelFolder m_folder;
    models::Network m_network;
    ProbeTexts m_texts;
};

} // namespace vitrine::api

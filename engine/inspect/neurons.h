#pragma once

#include <span>
#include <vector>

#include "engine/inspect/captured_run.h"
#include "engine/values/neuron_activations.h"

namespace vitrine::inspect {

/// Activations of a layer's feed-forward neurons at every position of the run.
NeuronActivations neuronActivations(const CapturedRun& run, int layer);

/// Activation of one neuron at every token of another text [position].
std::vector<float> neuronOver(
    models::Transformer& model, const models::NetworkInput& text, int layer, int neuron);

} // namespace vitrine::inspect

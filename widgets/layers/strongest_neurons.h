#pragma once

#include <vector>

#include "engine/values/neuron_activations.h"

namespace vitrine::widgets {

/// One neuron of a layer and its activation at one position.
struct NeuronStrength {
    int neuron = 0;
    float activation = 0;
    bool operator==(const NeuronStrength&) const = default;
};

/// The neurons with the largest activations at a position, largest first.
std::vector<NeuronStrength> strongestNeurons(
    const NeuronActivations& activations, int position, int count);

/// The activations of one neuron over the text.
std::vector<double> neuronOverText(const NeuronActivations& activations, int neuron);

/// All neurons of the layer in at most `groups` groups of neighbours, [position, group]: of each
/// group the activation that is farthest from 0.
std::vector<float> pooledNeurons(const NeuronActivations& activations, int groups);

} // namespace vitrine::widgets

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/values/token.h"

namespace vitrine {

/// Activations of a layer's feed-forward neurons (after the activation function) for one text.
struct NeuronActivations {
    int layer = 0;
    int positions = 0;
    int neurons = 0;
    std::vector<float> values; ///< [position, neuron], position after position
    float at(int position, int neuron) const {
        return values[static_cast<std::size_t>(position) * static_cast<std::size_t>(neurons)
            + static_cast<std::size_t>(neuron)];
    }
    bool operator==(const NeuronActivations&) const = default;
};

/// A text that excites a neuron.
struct NeuronExample {
    std::size_t line = 0; ///< of the file, from 1
    std::vector<Token> tokens;
    std::vector<float> activations; ///< of each token
    int peak = 0; ///< position of the largest
    bool operator==(const NeuronExample&) const = default;
};

} // namespace vitrine

#include "widgets/layers/strongest_neurons.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vitrine::widgets {

std::vector<NeuronStrength> strongestNeurons(
    const NeuronActivations& activations, int position, int count) {
    if (position < 0 || position >= activations.positions)
        return {};
    std::vector<NeuronStrength> all;
    for (int neuron = 0; neuron < activations.neurons; ++neuron)
        all.push_back({neuron, activations.at(position, neuron)});
    const auto end = all.begin() + std::min<std::ptrdiff_t>(count, std::ssize(all));
    std::partial_sort(
        all.begin(), end, all.end(), [](const NeuronStrength& a, const NeuronStrength& b) {
            return a.activation > b.activation;
        });
    all.erase(end, all.end());
    return all;
}

std::vector<double> neuronOverText(const NeuronActivations& activations, int neuron) {
    std::vector<double> values;
    for (int position = 0; position < activations.positions; ++position)
        values.push_back(activations.at(position, neuron));
    return values;
}

std::vector<float> pooledNeurons(const NeuronActivations& activations, int groups) {
    std::vector<float> pooled;
    const int count = std::min(groups, activations.neurons);
    for (int position = 0; position < activations.positions; ++position) {
        for (int group = 0; group < count; ++group) {
            const int first
                = static_cast<int>(static_cast<std::int64_t>(group) * activations.neurons / count);
            const int end = static_cast<int>(
                static_cast<std::int64_t>(group + 1) * activations.neurons / count);
            float farthest = 0;
            for (int neuron = first; neuron < end; ++neuron) {
                const float value = activations.at(position, neuron);
                farthest = std::abs(value) > std::abs(farthest) ? value : farthest;
            }
            pooled.push_back(farthest);
        }
    }
    return pooled;
}

} // namespace vitrine::widgets

#include "engine/inspect/neurons.h"

#include "engine/inspect/tensor_values.h"

namespace vitrine::inspect {

NeuronActivations neuronActivations(const CapturedRun& run, int layer) {
    const auto activations = run.again(layer, Site::FeedForwardActivation); // [position, mlp]
    return {.layer = layer,
        .positions = static_cast<int>(activations.size(0)),
        .neurons = static_cast<int>(activations.size(1)),
        .values = valuesOf(activations)};
}

std::vector<float> neuronOver(
    models::Transformer& model, const models::NetworkInput& text, int layer, int neuron) {
    auto x = model.embed(text, /*first=*/0, /*inspection=*/nullptr);
    for (int below = 0; below < layer; ++below) {
        x = model.block(below, x, /*inspection=*/nullptr);
    }
    nn::Inspection inspection;
    inspection.keep(Site::FeedForwardActivation);
    model.block(layer, x, &inspection);
    return valuesOf(inspection.kept(Site::FeedForwardActivation)
                        .front()[0]
                        .select(
                            /*dim=*/-1, neuron));
}

} // namespace vitrine::inspect

#pragma once

#include <filesystem>
#include <stop_token>
#include <vector>

#include "engine/api/text_model_impl.h"
#include "engine/values/neuron_activations.h"

namespace vitrine::api {

/// Whose favourite texts are searched, and how many are kept.
struct NeuronQuery {
    int layer = 0;
    int neuron = 0;
    int count = 20;
};

/// The lines of a text file in which the neuron is excited most, strongest first. Of a line longer
/// than the context its beginning is read. Errors: those of reading the file and Interrupted.
Expected<std::vector<NeuronExample>> searchNeuron(const TextModel::Impl& model,
    const std::filesystem::path& file, const NeuronQuery& query, const std::stop_token& stop,
    const ProgressCallback& progress);

} // namespace vitrine::api

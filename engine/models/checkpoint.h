#pragma once

#include <filesystem>
#include <stop_token>

#include <torch/torch.h>

#include "engine/formats/checkpoint_folder.h"
#include "engine/formats/data_type.h"
#include "engine/models/model_description.h"
#include "engine/models/network.h"
#include "engine/models/stored_parameters.h"
#include "engine/values/expected.h"
#include "engine/values/load_options.h"

namespace vitrine::models {

/// Where the weights of a loaded model live.
struct WeightOptions {
    torch::ScalarType type = torch::kFloat32;
    torch::Device device = torch::kCPU;
    /// Weights that are stored as they are wanted stay in the mapped file: no copy, and no writing
    /// to them. False copies every weight, as training needs.
    bool mapped = true;
    /// Of matrices that a GGUF file holds, which come from it into this form one by one; those of
    /// other files take it later (LanguageModel::compress()).
    DType form = DType::Float32;
};

/// `config` with the heads that the weights have; what else it says is taken as it is.
ModelConfig withStoredHeads(const ModelConfig& config, const formats::CheckpointFolder& checkpoint);

/// A network in evaluation mode with the weights of `checkpoint`. Before anything is allocated
/// every parameter is looked up and compared with `config`; then each is checked and converted
/// alone, so that no weight is held twice. A head of which no weight is there is left out. Errors:
/// TensorMissing, TensorType, TensorShape, TensorNotFinite, ValueInvalid (fewer layers in `config`
/// than in the file), Interrupted.
Expected<Network> loadNetwork(const formats::CheckpointFolder& checkpoint,
    const ModelConfig& config, const WeightOptions& options = {}, const std::stop_token& stop = {},
    const ProgressCallback& progress = {});

/// The same for a model: a folder with its description and its weights, or a GGUF file; of an
/// adapter's folder those of its base with the adapter merged. Errors besides: those of addAdapter.
Expected<Network> loadNetwork(const std::filesystem::path& model, const WeightOptions& options = {},
    const std::stop_token& stop = {}, const ProgressCallback& progress = {});

/// Writes config.json, generation_config.json and model.safetensors as transformers reads them,
/// low-rank updates merged. `type` is Float32, Float16 or BFloat16; of `description` the special
/// tokens and the task are taken, whose tensors are `head`. Errors: those of AtomicFile;
/// TensorNotFinite for a weight that `type` cannot hold.
Expected<void> saveNetwork(const LanguageModel& network, const ModelDescription& description,
    formats::DataType type, const std::filesystem::path& folder, const StoredParameters& head = {});

} // namespace vitrine::models

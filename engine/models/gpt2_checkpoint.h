#pragma once

#include <filesystem>
#include <stop_token>

#include <torch/torch.h>

#include "engine/formats/checkpoint_folder.h"
#include "engine/formats/data_type.h"
#include "engine/models/gpt2.h"
#include "engine/models/model_description.h"
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
};

/// A GPT-2 in evaluation mode with the weights of `checkpoint`. Before anything is allocated every
/// parameter is looked up and compared with `config`; then each is checked and converted alone, so
/// that no weight is held twice.
/// Errors: TensorMissing, TensorType, TensorShape, TensorNotFinite, ValueInvalid (fewer layers in
/// `config` than in the file), Interrupted.
Expected<Gpt2> loadGpt2(const formats::CheckpointFolder& checkpoint, const Gpt2Config& config,
    const WeightOptions& options = {}, const std::stop_token& stop = {},
    const ProgressCallback& progress = {});

/// The same for a folder: its description and its weights.
Expected<Gpt2> loadGpt2(const std::filesystem::path& folder, const WeightOptions& options = {},
    const std::stop_token& stop = {}, const ProgressCallback& progress = {});

/// Writes config.json, generation_config.json and model.safetensors as transformers reads them.
/// `type` is Float32, Float16 or BFloat16; of `description` the special tokens are taken.
/// Errors: those of AtomicFile; TensorNotFinite for a weight that `type` cannot hold.
Expected<void> saveGpt2(Gpt2& model, const ModelDescription& description, formats::DataType type,
    const std::filesystem::path& folder);

} // namespace vitrine::models

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/models/language_model.h"
#include "engine/models/stored_parameters.h"
#include "engine/values/expected.h"
#include "engine/values/task.h"
#include "engine/values/tuning.h"

namespace vitrine::models {

/// What an adapter_config.json in PEFT's layout says (huggingface/peft, LoraConfig).
struct AdapterDescription {
    LoraOptions options;
    std::string base{}; ///< the model that was adapted: a folder, or a name on the hub
    std::optional<TaskKind> task{}; ///< of a head that was trained along; written only
    /// Layers of which the adapter holds all weights ("modules_to_save"): those of the head.
    std::vector<std::string> wholeLayers{};
};

/// Whether the folder holds an adapter and no model.
bool isAdapterFolder(const std::filesystem::path& folder);

/// Errors: FileMissing, the JSON errors, ValueInvalid for adapters of another kind than LoRA.
Expected<AdapterDescription> readAdapterDescription(const std::filesystem::path& folder);

/// The folder of the model that an adapter's folder belongs to: what its config names, from there
/// or as a whole path. Error: FileMissing.
Expected<std::filesystem::path> adapterBase(const std::filesystem::path& folder);

/// The folder of the model itself: the folder, or the base of an adapter's folder.
Expected<std::filesystem::path> modelFolderOf(const std::filesystem::path& folder);

/// Gives the matrices of `network` the updates of an adapter; what it holds of a head is passed
/// over. Errors: those of the description and
/// of readSafetensors; TensorMissing (one of the two matrices, or both halves of none);
/// TensorShape; CheckpointMismatch (place: the tensor) where the adapter holds what the network has
/// no place for.
Expected<void> addAdapter(LanguageModel& network, const std::filesystem::path& folder);

/// Writes the updates of `network`, and the head that was trained with them, as adapter_config.json
/// and adapter_model.safetensors. Errors: FileUnwritable, DiskFull.
Expected<void> saveAdapter(const LanguageModel& network, const AdapterDescription& description,
    const std::filesystem::path& folder, const StoredParameters& head = {});

} // namespace vitrine::models

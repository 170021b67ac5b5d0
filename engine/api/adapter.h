#pragma once

#include <filesystem>

#include "engine/values/expected.h"
#include "engine/values/model_info.h"

namespace vitrine::api {

/// A model and an adapter of it in PEFT's layout, and the folder that becomes both in one.
struct AdapterMerge {
    std::filesystem::path model;
    std::filesystem::path adapter;
    std::filesystem::path out;
    DType dtype = DType::Float32;
};

/// Adds the adapter's updates to the model's weights and writes the whole in Hugging Face layout,
/// without a head for a task.
/// Errors: those of loading a model; TensorMissing, TensorShape and CheckpointMismatch where the
/// adapter belongs to another; OptionInvalid (int8); those of writing.
Expected<void> mergeAdapter(const AdapterMerge& merge);

} // namespace vitrine::api

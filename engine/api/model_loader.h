#pragma once

#include <memory>

#include "engine/api/text_model_impl.h"

namespace vitrine::api {

/// Loads a folder's weights to the device and in the type that `options` ask for.
/// Errors: DeviceUnavailable, OutOfMemory, Interrupted and those of models::loadNetwork.
Expected<std::unique_ptr<TextModel::Impl>> loadModel(ModelFolder folder, const LoadOptions& options,
    const std::stop_token& stop, const ProgressCallback& progress);

} // namespace vitrine::api

#pragma once

#include "engine/formats/gguf_reader.h"
#include "engine/models/checkpoint.h"

namespace vitrine::models {

/// The network that a GGUF file holds. Every tensor is looked up and compared with its description
/// before anything is allocated; then each is dequantised alone and, a matrix, brought into
/// `options.form` at once. Errors: those of readGgufDescription(), TensorMissing, TensorShape,
/// TensorNotFinite, Interrupted.
Expected<Network> loadGgufNetwork(const formats::GgufContent& content,
    const WeightOptions& options = {}, const std::stop_token& stop = {},
    const ProgressCallback& progress = {});

} // namespace vitrine::models

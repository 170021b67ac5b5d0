#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/models/model_config.h"

namespace vitrine::models {

/// One parameter of a network and how Hugging Face transformers stores it.
struct ParameterName {
    std::string name; ///< in named_parameters()
    std::string stored; ///< in the file of the model with all its heads
    std::vector<std::int64_t> shape; ///< ours
    /// Stored the other way round: transformers' Conv1D is [in, out], a linear layer [out, in].
    bool transposed = false;
};

/// Every parameter of such a model, in the order of the forward pass.
std::vector<ParameterName> parameterNames(const ModelConfig& config);

/// Files of models without heads lack this part of the names: "transformer.", "bert.", …
std::string_view storedPrefix(const ModelConfig& config);

/// Distinct parameters: a tied output counts once.
std::int64_t parameterCount(const ModelConfig& config);

} // namespace vitrine::models

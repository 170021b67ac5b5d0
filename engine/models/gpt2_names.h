#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/models/model_config.h"

namespace vitrine::models {

/// One parameter of Gpt2 and how Hugging Face transformers stores it.
struct Gpt2ParameterName {
    std::string name; ///< in Gpt2::named_parameters()
    std::string stored; ///< in the file, as GPT2LMHeadModel has it
    std::vector<std::int64_t> shape; ///< ours
    /// Stored the other way round: transformers' Conv1D is [in, out], a linear layer [out, in].
    bool transposed = false;
};

/// Every parameter of such a model, in the order of the forward pass.
std::vector<Gpt2ParameterName> gpt2ParameterNames(const Gpt2Config& config);

/// Files of GPT2Model, without an output layer, lack this part of the names.
inline constexpr const char* Gpt2StoredPrefix = "transformer.";

/// Distinct parameters: a tied output counts once.
std::int64_t gpt2ParameterCount(const Gpt2Config& config);

} // namespace vitrine::models

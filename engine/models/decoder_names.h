#pragma once

#include <string_view>
#include <vector>

#include "engine/models/parameter_names.h"

namespace vitrine::models {

/// Of LlamaForCausalLM, Qwen2ForCausalLM, Qwen3ForCausalLM and Gemma3ForCausalLM.
std::vector<ParameterName> decoderNames(const DecoderConfig& config);

inline constexpr std::string_view DecoderPrefix = "model.";

} // namespace vitrine::models

#pragma once

#include <vector>

#include "engine/models/parameter_names.h"

namespace vitrine::models {

/// Of GPT2LMHeadModel.
std::vector<ParameterName> gpt2Names(const Gpt2Config& config);

inline constexpr std::string_view Gpt2Prefix = "transformer.";

} // namespace vitrine::models

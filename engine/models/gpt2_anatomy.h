#pragma once

#include "engine/models/model_config.h"
#include "engine/values/model_anatomy.h"

namespace vitrine::models {

/// The parts of a GPT-2 with their parameters. The matrix of queries, keys and values, which is
/// stored as one, is told as three.
ModelAnatomy gpt2Anatomy(const Gpt2Config& config);

} // namespace vitrine::models

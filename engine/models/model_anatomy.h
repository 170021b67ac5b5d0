#pragma once

#include "engine/models/model_config.h"
#include "engine/values/model_anatomy.h"

namespace vitrine::models {

/// The parts of a network with their parameters. A matrix of queries, keys and values that is
/// stored as one is told as three; the heads of a BERT are all part of its output.
ModelAnatomy modelAnatomy(const ModelConfig& config);

} // namespace vitrine::models

#pragma once

#include <memory>

#include "engine/models/language_model.h"

namespace vitrine::models {

using Network = std::shared_ptr<LanguageModel>;

/// A network of this shape, its weights not yet drawn or loaded.
Network makeNetwork(const ModelConfig& config);

} // namespace vitrine::models

#pragma once

#include <optional>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "engine/models/model_config.h"
#include "engine/text/json_document.h"
#include "engine/values/expected.h"

namespace vitrine::models {

/// The family of a "model_type": "llama", "qwen2", "qwen3", "gemma3_text"; nothing for others.
std::optional<DecoderFamily> decoderFamily(std::string_view modelType);

/// config.json of such a model; absent values are those of transformers' config classes. Error:
/// ValueInvalid for impossible sizes and variants that are not computed here.
Expected<DecoderConfig> readDecoderConfig(const text::JsonValue& root, DecoderFamily family);

/// The members that say the same.
nlohmann::ordered_json decoderConfigJson(const DecoderConfig& config);

} // namespace vitrine::models

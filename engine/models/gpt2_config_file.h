#pragma once

#include <nlohmann/json_fwd.hpp>

#include "engine/models/model_config.h"
#include "engine/text/json_document.h"
#include "engine/values/expected.h"

namespace vitrine::models {

/// config.json of a GPT-2; absent values are those of transformers' GPT2Config. Error: ValueInvalid
/// for impossible sizes and variants that OpenAI's GPT-2 does not have.
Expected<Gpt2Config> readGpt2Config(const text::JsonValue& root);

/// The members that say the same.
nlohmann::ordered_json gpt2ConfigJson(const Gpt2Config& config);

} // namespace vitrine::models

#pragma once

#include <optional>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "engine/models/model_config.h"
#include "engine/text/json_document.h"
#include "engine/values/expected.h"

namespace vitrine::models {

/// The family of a "model_type": "bert", "roberta", "distilbert"; nothing for others.
std::optional<BertFamily> bertFamily(std::string_view modelType);
std::string_view modelType(BertFamily family);

/// config.json of such a model, with all heads that its family has; which of them a folder holds,
/// only its weights tell. Absent values are those of transformers' config classes. Error:
/// ValueInvalid for impossible sizes and variants that are not computed here.
Expected<BertConfig> readBertConfig(const text::JsonValue& root, BertFamily family);

/// The members that say the same.
nlohmann::ordered_json bertConfigJson(const BertConfig& config);

} // namespace vitrine::models

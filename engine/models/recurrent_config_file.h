#pragma once

#include <optional>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "engine/models/model_config.h"
#include "engine/text/json_document.h"
#include "engine/values/expected.h"

namespace vitrine::models {

/// Hugging Face transformers has no recurrent or feed-forward language models. Their folders are
/// laid out as all others; config.json calls them "rnn", "lstm", "gru" and "feed-forward".
std::optional<RecurrentCell> recurrentCell(std::string_view modelType);
std::string_view modelType(RecurrentCell cell);
inline constexpr std::string_view FeedForwardType = "feed-forward";

/// Error: ValueInvalid for impossible sizes.
Expected<RecurrentConfig> readRecurrentConfig(const text::JsonValue& root, RecurrentCell cell);
Expected<FeedForwardLmConfig> readFeedForwardConfig(const text::JsonValue& root);

/// The members that say the same.
nlohmann::ordered_json recurrentConfigJson(const RecurrentConfig& config);
nlohmann::ordered_json feedForwardConfigJson(const FeedForwardLmConfig& config);

} // namespace vitrine::models

#pragma once

#include <memory>

#include "engine/text/json_value.h"
#include "engine/text/tokenizer.h"
#include "engine/text/tokenizer_config.h"

namespace vitrine::text {

/// Makes the tokeniser that a tokenizer.json describes (the format of Hugging Face tokenizers).
/// Errors: TokenizerUnsupported (place: JSON pointer and the name of the part), ValueMissing,
/// ValueInvalid.
Expected<std::unique_ptr<Tokenizer>> readTokenizerJson(
    const JsonValue& root, const TokenizerConfig& config);

} // namespace vitrine::text

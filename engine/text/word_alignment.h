#pragma once

#include <string_view>
#include <vector>

#include "engine/values/token.h"

namespace vitrine::text {

/// Index of the first token of each word. A word ends where the end of a token is a word boundary
/// (UAX #29; ICU's dictionary for Chinese and Japanese), so that a token over several words keeps
/// them together. A special token is a word of its own.
/// `tokens` are those of the UTF-8 `text`, in order, with byte offsets into it.
std::vector<int> wordStarts(std::string_view text, const std::vector<Token>& tokens);

} // namespace vitrine::text

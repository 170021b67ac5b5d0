#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/text/json_value.h"
#include "engine/text/text_pattern.h"
#include "engine/text/unicode_form.h"
#include "engine/text/word_splitter.h"

namespace vitrine::text {

/// The pre-tokenisers of tokenizer.json that cut text (Split, Digits, Punctuation, Whitespace,
/// WhitespaceSplit, CharDelimiterSplit and BertPreTokenizer) as rules; none for another. What is
/// wrong flies as in tokenizer_parts.
std::vector<SplitRule> readSplitRules(const JsonValue& preTokenizer);

/// {"Regex": …} or {"String": …}.
TextPattern readTextPattern(const JsonValue& pattern);

/// "NFC", "NFD", "NFKC" or "NFKD".
std::optional<UnicodeForm> unicodeFormOf(std::string_view name);

} // namespace vitrine::text

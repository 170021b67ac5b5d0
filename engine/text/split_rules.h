#pragma once

#include <vector>

#include "engine/text/json_value.h"
#include "engine/text/unicode_form.h"
#include "engine/text/word_splitter.h"

namespace vitrine::text {

/// One of the pre-tokenisers of tokenizer.json that cut text (Split, Digits, Punctuation,
/// Whitespace, WhitespaceSplit, CharDelimiterSplit) as a rule. What is wrong flies as in
/// tokenizer_parts.
SplitRule readSplitRule(const JsonValue& preTokenizer);

/// The normalisers' Unicode form; nothing else is known.
UnicodeForm readUnicodeForm(const std::vector<JsonValue>& normalizers);

} // namespace vitrine::text

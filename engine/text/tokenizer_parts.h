#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/text/json_value.h"
#include "engine/text/merge_table.h"
#include "engine/text/vocabulary_tokenizer.h"

namespace vitrine::text {

/// Readers for the parts of tokenizer.json that the kinds of tokenisers share. What is wrong flies
/// as tl::bad_expected_access<Error>; readTokenizerJson() turns it into a value.

/// Throws TokenizerUnsupported for a part that Vitrine does not know; `name` is the file's word.
[[noreturn]] void refuse(const JsonValue& part, const std::string& name);

/// The elements of an array.
std::vector<JsonValue> elementsOf(const JsonValue& array);

/// The member "type" of a part.
std::string typeOf(const JsonValue& part);

/// Refuses a member that is there and not null, unless it equals `expected`.
void requireDefault(const JsonValue& object, std::string_view key, const nlohmann::json& expected);

/// Pieces by id, from an object that maps each piece to its id.
std::vector<std::string> readVocabulary(const JsonValue& vocabulary);

/// Reads "added_tokens" and gives each its place in `pieces`.
std::vector<AddedToken> readAddedTokens(const JsonValue& root, std::vector<std::string>& pieces);

/// Merges written "left right" or ["left", "right"].
std::vector<Merge> readMerges(const JsonValue& merges, const Vocabulary& vocabulary);

/// Reads "post_processor" into before and after.
void readPostProcessor(const JsonValue& root, TokenizerSetup& setup);

} // namespace vitrine::text

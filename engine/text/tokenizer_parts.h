#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/json_value.h"
#include "engine/text/merge_table.h"
#include "engine/text/vocabulary_tokenizer.h"

namespace vitrine::text {

/// Readers for what tokeniser files of several kinds share. What is wrong flies as
/// tl::bad_expected_access<Error>, as value() throws it, up to catchingErrors().

/// The token that begins and ends texts where a BPE folder does not name another.
constexpr std::string_view gpt2EndOfText = "<|endoftext|>";
/// The token that stands for one to be guessed where a BPE folder does not name another.
constexpr std::string_view robertaMask = "<mask>";

/// The result of `read()`, or what flew out of it.
template <typename Read>
auto catchingErrors(const Read& read) -> decltype(read()) {
    try {
        return read();
    } catch (const tl::bad_expected_access<Error>& failure) {
        return Unexpected(failure.error());
    }
}

/// What create() of a tokeniser returned; an error names the file and the place of its vocabulary.
template <typename T>
Expected<std::unique_ptr<Tokenizer>> createdFrom(
    Expected<std::unique_ptr<T>> tokenizer, const std::string& file, const std::string& pointer) {
    if (tokenizer) {
        return *std::move(tokenizer);
    }
    auto error = std::move(tokenizer).error();
    error.subject = file;
    error.place = pointer + '/' + error.place;
    error.detail = file + ": " + error.detail;
    return Unexpected(std::move(error));
}

/// Throws TokenizerUnsupported for a part that Vitrine does not know; `name` is the file's word.
[[noreturn]] void refuse(const JsonValue& part, const std::string& name);

/// The elements of an array.
std::vector<JsonValue> elementsOf(const JsonValue& array);

/// The parts of a member such as {"type": "Sequence", "decoders": […]}, `listKey` naming the list;
/// those of sequences inside it in their place, a part alone as a list of one, none for null.
std::vector<JsonValue> partsOf(
    const JsonValue& root, std::string_view key, std::string_view listKey);

/// The member "type" of a part.
std::string typeOf(const JsonValue& part);

/// Refuses a member that is there and not null, unless it equals `expected`.
void requireDefault(const JsonValue& object, std::string_view key, const nlohmann::json& expected);

/// Pieces by id, from an object that maps each piece to its id.
std::vector<std::string> readVocabulary(const JsonValue& vocabulary);

/// Reads "added_tokens" and gives each its place in `pieces`.
std::vector<AddedToken> readAddedTokens(const JsonValue& root, std::vector<std::string>& pieces);

/// Merges written "left right" or ["left", "right"]. `continuationPrefix` is that of pieces that do
/// not begin a word, which a joined piece lacks inside.
std::vector<Merge> readMerges(const JsonValue& merges, const Vocabulary& vocabulary,
    std::string_view continuationPrefix = {});

/// Reads "post_processor" into the layout.
void readPostProcessor(const JsonValue& root, TokenizerSetup& setup);

} // namespace vitrine::text

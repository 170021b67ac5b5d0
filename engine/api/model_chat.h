#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/text/chat_template.h"
#include "engine/text/tokenizer.h"
#include "engine/values/expected.h"

namespace vitrine::api {

/// A conversation as a model reads it.
struct ChatPrompt {
    /// Some of its tokens.
    struct Range {
        int start = 0;
        int end = 0;
        bool operator==(const Range&) const = default;
    };
    std::string text; ///< with special tokens
    std::vector<Token> tokens;
    std::vector<Range> turns; ///< the tokens of each turn's words
};

/// How a model wants to be talked to.
struct ModelChat {
    std::string source; ///< the template that the model brings; "" where it brings none
    std::optional<text::ChatTemplate> format; ///< empty where `source` is of no family known here

    /// The conversation as tokens, and the beginning of the assistant's answer. Errors:
    /// HeadMissing (place: "chat template") without a format, OptionInvalid for turns that it has
    /// no place for.
    Expected<std::vector<TokenId>> prompt(
        std::span<const text::ChatTurn> turns, const text::Tokenizer& tokenizer) const;
    /// The same, and where each turn stands in it.
    Expected<ChatPrompt> compose(
        std::span<const text::ChatTurn> turns, const text::Tokenizer& tokenizer) const;
};

/// Reads the template of a model: chat_template.jinja or "chat_template" of tokenizer_config.json
/// in a folder, "tokenizer.chat_template" of a GGUF file. Errors: those of the files.
Expected<ModelChat> readModelChat(
    const std::filesystem::path& model, const text::Tokenizer& tokenizer);

} // namespace vitrine::api

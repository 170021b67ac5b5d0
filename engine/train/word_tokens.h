#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/values/token.h"

namespace vitrine::train {

/// Bytes [begin, end) of a text.
struct ByteRange {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(const ByteRange&) const = default;
};

/// A text and where its words stand.
struct WordedText {
    std::string text;
    std::vector<ByteRange> words;
};

/// Words as one text, with spaces where their script has them: none beside a Chinese, Japanese or
/// Korean character.
WordedText joinedWords(std::span<const std::string> words);

/// The words of a valid UTF-8 text as BERT cuts it: at white space and around punctuation and
/// Chinese characters.
std::vector<ByteRange> wordsIn(std::string_view text);

/// Of each word the first token that holds some of it; none where no token does.
std::vector<std::optional<std::size_t>> firstTokens(
    std::span<const ByteRange> words, std::span<const Token> tokens);

} // namespace vitrine::train

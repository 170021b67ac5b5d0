#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine::text {

/// One character of a UTF-8 text, or bytes that are none.
struct Utf8Character {
    char32_t codePoint = 0; ///< U+FFFD where the bytes are invalid
    std::size_t length = 0; ///< bytes taken; invalid bytes come as the Unicode standard groups them
    bool valid = false;
};

/// The character that starts at `offset`, which must lie inside the text.
Utf8Character characterAt(std::string_view text, std::size_t offset);

/// Byte offset of the first invalid UTF-8.
std::optional<std::size_t> firstInvalidUtf8(std::string_view text);

/// The text with every invalid sequence replaced by U+FFFD.
std::string replaceInvalidUtf8(std::string_view text);

/// Characters, each invalid sequence counting as one.
std::size_t characterCount(std::string_view text);

/// Bytes at the end that start a character but do not finish it, 0 to 3.
std::size_t incompleteTail(std::string_view text);

void appendUtf8(std::string& text, char32_t codePoint);

} // namespace vitrine::text

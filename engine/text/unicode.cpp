#include "engine/text/unicode.h"

#include <algorithm>

#include <unicode/utf8.h>

namespace vitrine::text {

namespace {

constexpr std::string_view replacementCharacter = "\xEF\xBF\xBD"; // U+FFFD

} // namespace

Utf8Character characterAt(std::string_view text, std::size_t offset) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    std::size_t next = offset;
    UChar32 codePoint = 0;
    U8_NEXT(bytes, next, text.size(), codePoint);
    const bool valid = codePoint >= 0;
    return {valid ? static_cast<char32_t>(codePoint) : U'\uFFFD', next - offset, valid};
}

std::optional<std::size_t> firstInvalidUtf8(std::string_view text) {
    for (std::size_t offset = 0; offset < text.size();) {
        const auto character = characterAt(text, offset);
        if (!character.valid) {
            return offset;
        }
        offset += character.length;
    }
    return std::nullopt;
}

std::string replaceInvalidUtf8(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t offset = 0; offset < text.size();) {
        const auto character = characterAt(text, offset);
        result += character.valid ? text.substr(offset, character.length) : replacementCharacter;
        offset += character.length;
    }
    return result;
}

std::size_t characterCount(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t offset = 0; offset < text.size(); ++count) {
        offset += characterAt(text, offset).length;
    }
    return count;
}

std::size_t incompleteTail(std::string_view text) {
    const std::size_t longest = std::min<std::size_t>(text.size(), U8_MAX_LENGTH - 1);
    for (std::size_t length = 1; length <= longest; ++length) {
        const auto lead = static_cast<std::uint8_t>(text[text.size() - length]);
        if (U8_IS_TRAIL(lead)) {
            continue;
        }
        // A lead byte: incomplete if more must follow and what is there could be its beginning,
        // which ICU shows by taking all of it as one ill-formed sequence.
        const auto last = characterAt(text, text.size() - length);
        const bool wantsMore = static_cast<std::size_t>(U8_COUNT_TRAIL_BYTES(lead)) >= length;
        return wantsMore && last.length == length ? length : 0;
    }
    return 0;
}

void appendUtf8(std::string& text, char32_t codePoint) {
    char bytes[U8_MAX_LENGTH];
    std::size_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, codePoint);
    text.append(bytes, length);
}

} // namespace vitrine::text

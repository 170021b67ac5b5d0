#include "engine/text/pre_tokenizer.h"

#include <array>
#include <cstdint>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace vitrine::text {

namespace {

enum class CharacterClass : std::uint8_t { Space, Letter, Number, Other };

CharacterClass classOf(UChar32 codePoint) {
    const auto category = U_MASK(u_charType(codePoint));
    if (category & U_GC_L_MASK) {
        return CharacterClass::Letter;
    }
    if (category & U_GC_N_MASK) {
        return CharacterClass::Number;
    }
    return u_isUWhiteSpace(codePoint) ? CharacterClass::Space : CharacterClass::Other;
}

constexpr std::size_t asciiCount = 128;

/// The same for ASCII, where most text lies.
constexpr auto asciiClasses = [] {
    std::array<CharacterClass, asciiCount> classes{};
    for (std::size_t c = 0; c < asciiCount; ++c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool number = c >= '0' && c <= '9';
        const bool space = c == ' ' || (c >= '\t' && c <= '\r');
        classes[c] = letter ? CharacterClass::Letter
            : number        ? CharacterClass::Number
            : space         ? CharacterClass::Space
                            : CharacterClass::Other;
    }
    return classes;
}();

/// The class of the character at `offset`, which moves behind it.
CharacterClass nextClass(std::string_view text, std::size_t& offset) {
    const auto byte = static_cast<unsigned char>(text[offset]);
    if (byte < asciiCount) {
        ++offset;
        return asciiClasses[byte];
    }
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    UChar32 codePoint = 0;
    U8_NEXT(bytes, offset, text.size(), codePoint);
    return codePoint < 0 ? CharacterClass::Other : classOf(codePoint);
}

/// Where the run of characters of one class ends that `offset` stands in.
std::size_t runEnd(std::string_view text, std::size_t offset, CharacterClass runClass) {
    while (offset < text.size()) {
        std::size_t next = offset;
        if (nextClass(text, next) != runClass) {
            break;
        }
        offset = next;
    }
    return offset;
}

/// Length of 's, 't, 're, 've, 'm, 'll or 'd at the start of `text`; 0 where there is none.
std::size_t contractionLength(std::string_view text) {
    if (text.size() < 2 || text[0] != '\'') {
        return 0;
    }
    const char first = text[1];
    if (first == 's' || first == 't' || first == 'm' || first == 'd') {
        return 2;
    }
    const auto two = text.substr(1, 2);
    return two == "re" || two == "ve" || two == "ll" ? 3 : 0;
}

/// \s+(?!\S)|\s+ : a run of white space leaves its last character to the word that follows, unless
/// it has no other.
std::size_t spaceEnd(std::string_view text, std::size_t start) {
    std::size_t last = start; // start of the run's last character
    std::size_t end = start;
    while (end < text.size()) {
        std::size_t next = end;
        if (nextClass(text, next) != CharacterClass::Space) {
            return last > start ? last : end;
        }
        last = end;
        end = next;
    }
    return end;
}

} // namespace

std::size_t preTokenEnd(std::string_view text, std::size_t start) {
    if (const auto length = contractionLength(text.substr(start))) {
        return start + length;
    }
    std::size_t next = start;
    auto first = nextClass(text, next);
    if (text[start] == ' ' && next < text.size()) {
        first = nextClass(text, next); // of the character that the space may belong to
    }
    return first == CharacterClass::Space ? spaceEnd(text, start) : runEnd(text, next, first);
}

} // namespace vitrine::text

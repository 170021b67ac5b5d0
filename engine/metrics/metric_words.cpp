#include "engine/metrics/metric_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include <unicode/uchar.h>

#include "engine/text/unicode.h"

namespace vitrine::metrics {

namespace {

using Range = std::pair<char32_t, char32_t>;

/// Cut off by themselves in Chinese text: characters, radicals, strokes, phonetic and full-width
/// forms, and the marks and symbols of U+2001 to U+2A6D, as sacreBLEU's Chinese cut has them.
constexpr std::array<Range, 13> Isolated{{{0x2001, 0x2A6D}, {0x2E80, 0x2FDF}, {0x2FF0, 0x303F},
    {0x3100, 0x312F}, {0x31A0, 0x31EF}, {0x3200, 0x4DB5}, {0x4E00, 0x9FBB}, {0xF900, 0xFA2D},
    {0xFA30, 0xFAD9}, {0xFE10, 0xFE1F}, {0xFE30, 0xFE4F}, {0xFF00, 0xFFEF}, {0x20000, 0x2FA1F}}};

bool isIsolated(char32_t character) {
    return std::ranges::any_of(Isolated,
        [=](const Range& range) { return range.first <= character && character <= range.second; });
}

bool isDigit(char32_t character) {
    return character >= '0' && character <= '9';
}

bool isStop(char32_t character) {
    return character == '.' || character == ',';
}

/// ASCII that is neither letter, digit nor one of ' , - .
bool isSymbol(char32_t character) {
    return character > ' ' && character < 0x7F && character != '\'' && character != '-'
        && !isStop(character) && u_isalnum(static_cast<UChar32>(character)) == 0;
}

std::u32string charactersOf(std::string_view utf8) {
    std::u32string characters;
    for (std::size_t offset = 0; offset < utf8.size();) {
        const auto character = text::characterAt(utf8, offset);
        characters += character.codePoint;
        offset += character.length;
    }
    return characters;
}

/// Blanks around every character that `stands` alone.
template <typename Stands>
std::u32string spacedOut(const std::u32string& from, Stands stands) {
    std::u32string to;
    for (const auto character : from) {
        to += stands(character) ? std::u32string{' ', character, ' '} : std::u32string{character};
    }
    return to;
}

/// Rewrites pairs of neighbours, from left to right, none overlapping another.
template <typename Matches>
std::u32string rewritten(
    const std::u32string& from, Matches matches, bool blankBefore, bool blankAfter) {
    std::u32string to;
    for (std::size_t i = 0; i < from.size(); ++i) {
        if (i + 1 == from.size() || !matches(from[i], from[i + 1])) {
            to += from[i];
            continue;
        }
        to += blankBefore ? U" " : U"";
        to += {from[i], U' ', from[i + 1]};
        to += blankAfter ? U" " : U"";
        ++i;
    }
    return to;
}

/// The language-dependent part of mteval-v13a.
std::u32string cutAtPunctuation(const std::u32string& line) {
    auto cut = spacedOut(line, isSymbol);
    cut = rewritten(
        cut, [](char32_t a, char32_t b) { return !isDigit(a) && isStop(b); }, false, true);
    cut = rewritten(
        cut, [](char32_t a, char32_t b) { return isStop(a) && !isDigit(b); }, true, false);
    return rewritten(
        cut, [](char32_t a, char32_t b) { return isDigit(a) && b == '-'; }, false, true);
}

void replaceAll(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

/// Without the few entities that old test sets hold.
std::string unescaped(std::string_view text) {
    std::string plain(text);
    for (const auto& [entity, character] :
        {std::pair{"&quot;", "\""}, {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}}) {
        replaceAll(plain, entity, character);
    }
    return plain;
}

std::vector<std::string> splitAtBlanks(const std::u32string& line) {
    std::vector<std::string> words;
    bool inside = false;
    for (const auto character : line) {
        const bool blank = isBlank(character);
        if (!blank && !inside) {
            words.emplace_back();
        }
        if (!blank) {
            text::appendUtf8(words.back(), character);
        }
        inside = !blank;
    }
    return words;
}

} // namespace

bool isHan(char32_t character) {
    return u_hasBinaryProperty(static_cast<UChar32>(character), UCHAR_UNIFIED_IDEOGRAPH) != 0;
}

bool isBlank(char32_t character) {
    return u_isUWhiteSpace(static_cast<UChar32>(character)) != 0;
}

bool isPunctuation(char32_t character) {
    return u_ispunct(static_cast<UChar32>(character)) != 0
        || (character > ' ' && character < 0x7F && u_isalnum(static_cast<UChar32>(character)) == 0);
}

std::vector<std::string> metricWords(std::string_view text, WordCut cut) {
    switch (cut) {
    case WordCut::Western:
        return splitAtBlanks(cutAtPunctuation(U' ' + charactersOf(unescaped(text)) + U' '));
    case WordCut::Chinese:
        return splitAtBlanks(cutAtPunctuation(spacedOut(charactersOf(text), isIsolated)));
    case WordCut::Characters:
        return splitAtBlanks(spacedOut(charactersOf(text), [](char32_t) { return true; }));
    case WordCut::Blanks:
        break;
    }
    return splitAtBlanks(charactersOf(text));
}

} // namespace vitrine::metrics

#include "engine/ngram/text_units.h"

#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "engine/text/words.h"

namespace vitrine::ngram {

namespace {

constexpr std::string_view WhiteSpace = " \t\n\v\f\r";
constexpr std::array<std::string_view, 3> SpecialNames{"<unk>", "<s>", "</s>"};

struct SpaceName {
    std::string_view space;
    std::string_view name;
};
constexpr std::array<SpaceName, 6> SpaceNames{{
    {" ", "▁"},
    {"\t", "␉"},
    {"\v", "␋"},
    {"\f", "␌"},
    {"\r", "␍"},
    {"\n", "␊"},
}};

enum class Kind { Space, Letter, Apostrophe, Mark };

/// Letters and digits, roughly: the blocks of punctuation are told from all others.
Kind kindOf(char32_t character) {
    if (character < 0x80) {
        const auto ascii = static_cast<char>(character);
        const bool digit = ascii >= '0' && ascii <= '9';
        const bool letter = (ascii >= 'a' && ascii <= 'z') || (ascii >= 'A' && ascii <= 'Z');
        if (WhiteSpace.find(ascii) != std::string_view::npos) {
            return Kind::Space;
        }
        if (ascii == '\'') {
            return Kind::Apostrophe;
        }
        return digit || letter || ascii == '_' ? Kind::Letter : Kind::Mark;
    }
    if (character == U'\u2019') {
        return Kind::Apostrophe;
    }
    const auto within = [character](char32_t first, char32_t last) {
        return character >= first && character <= last;
    };
    const bool mark = within(0x80, 0xBF) || within(0x2000, 0x206F) || within(0x3000, 0x303F)
        || within(0xFF00, 0xFF0F) || within(0xFF1A, 0xFF20);
    return mark ? Kind::Mark : Kind::Letter;
}

constexpr char32_t FirstEastAsian = 0x2E80; // CJK radicals; from there on scripts without blanks

/// Blanks between words that stand side by side without one.
std::string withDictionaryWords(std::string_view line) {
    std::string result;
    std::size_t done = 0;
    bool afterWord = false;
    for (const auto word : text::wordsOf(line)) {
        const auto start = static_cast<std::size_t>(word.data() - line.data());
        if (afterWord && start == done) {
            result += ' ';
        }
        result += line.substr(done, start - done);
        result += word;
        done = start + word.size();
        afterWord = true;
    }
    result += line.substr(done);
    return result;
}

} // namespace

std::string withSeparateWords(std::string_view line) {
    std::string result;
    bool eastAsian = false;
    auto last = Kind::Space;
    for (std::size_t i = 0; i < line.size();) {
        const auto character = text::characterAt(line, i);
        const auto bytes = line.substr(i, character.length);
        i += character.length;
        auto kind = kindOf(character.codePoint);
        eastAsian = eastAsian || character.codePoint >= FirstEastAsian;
        const bool letterFollows
            = i < line.size() && kindOf(text::characterAt(line, i).codePoint) == Kind::Letter;
        if (kind == Kind::Apostrophe) {
            kind = last == Kind::Letter && letterFollows ? Kind::Letter : Kind::Mark;
        }
        if (last != Kind::Space && kind != Kind::Space
            && (kind == Kind::Mark || last == Kind::Mark)) {
            result += ' ';
        }
        result += bytes;
        last = kind;
    }
    return eastAsian ? withDictionaryWords(result) : result;
}

bool TextUnits::next(std::string_view& unit) {
    return m_unit == NgramUnit::Word ? nextWord(unit) : nextCharacter(unit);
}

bool TextUnits::nextWord(std::string_view& word) {
    for (;;) {
        m_rest.remove_prefix(std::min(m_rest.find_first_not_of(WhiteSpace), m_rest.size()));
        if (m_rest.empty()) {
            return false;
        }
        word = m_rest.substr(0, m_rest.find_first_of(WhiteSpace));
        m_rest.remove_prefix(word.size());
        if (std::ranges::find(SpecialNames, word) == SpecialNames.end()) {
            return true;
        }
    }
}

bool TextUnits::nextCharacter(std::string_view& character) {
    if (m_rest.empty()) {
        return false;
    }
    character = m_rest.substr(0, text::characterAt(m_rest, 0).length);
    m_rest.remove_prefix(character.size());
    if (character.size() == 1 && WhiteSpace.find(character.front()) != std::string_view::npos) {
        character = std::ranges::find(SpaceNames, character, &SpaceName::space)->name;
    }
    return true;
}

std::vector<std::string_view> unitsOf(std::string_view line, NgramUnit unit) {
    std::vector<std::string_view> units;
    TextUnits rest(line, unit);
    for (std::string_view next; rest.next(next);) {
        units.push_back(next);
    }
    return units;
}

std::string_view unitText(std::string_view unit) {
    const auto* named = std::ranges::find(SpaceNames, unit, &SpaceName::name);
    return named == SpaceNames.end() ? unit : named->space;
}

} // namespace vitrine::ngram

#include "engine/ngram/text_units.h"

#include <algorithm>
#include <array>

#include "engine/text/unicode.h"

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

} // namespace

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

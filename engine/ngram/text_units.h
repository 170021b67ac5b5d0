#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/values/ngram.h"

namespace vitrine::ngram {

/// The units of one line, in order. A word is what white space separates. As characters, white
/// space counts too; so that an ARPA file can name it, a space is "▁" and a tab "␉" (the control
/// pictures of Unicode). The names <s>, </s> and <unk> are white space, as in KenLM's
/// --skip_symbols. `line` is valid UTF-8.
class TextUnits {
public:
    TextUnits(std::string_view line, NgramUnit unit) : m_rest(line), m_unit(unit) { }

    /// The next unit into `unit`; false at the end. What it points to lives as long as the line.
    bool next(std::string_view& unit);

private:
    bool nextWord(std::string_view& word);
    bool nextCharacter(std::string_view& character);

    std::string_view m_rest;
    NgramUnit m_unit;
};

std::vector<std::string_view> unitsOf(std::string_view line, NgramUnit unit);

/// A line with blanks around every mark of punctuation, but for those inside a word ("don't"), as
/// the texts of most word models have it, and between the words of scripts without blanks, such as
/// Chinese, as ICU's dictionary finds them.
std::string withSeparateWords(std::string_view line);

/// The text that a unit stands for: "▁" is a space.
std::string_view unitText(std::string_view unit);

} // namespace vitrine::ngram

#pragma once

#include <QStringList>

#include <span>
#include <string>
#include <vector>

namespace vitrine::app {

/// Texts that hold one word, sorted by the sense that it has in them.
struct SenseTexts {
    std::vector<std::string> texts;
    std::vector<int> senses; ///< of each text, from 0
    bool operator==(const SenseTexts&) const = default;
};

/// Each line is a text; an empty line begins another sense.
SenseTexts senseTextsOf(const QString& lines);

/// "A1", "A2", "B1": a letter for the sense, a number for the text in it.
QStringList senseNames(const std::vector<int>& senses);

/// A word with texts for several of its senses.
struct SensePreset {
    const char* title; ///< in the language of the word
    const char* word;
    const char* texts;
};

/// In both languages, with what tells the sense before the word where it can be, so that models
/// that see only what is before can tell it too.
std::span<const SensePreset> sensePresets();

} // namespace vitrine::app

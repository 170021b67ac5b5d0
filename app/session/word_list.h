#pragma once

#include <QString>

#include <string>
#include <vector>

namespace vitrine::app {

/// A set of words that the user has given a name.
struct WordList {
    QString name;
    std::vector<std::string> words;
    bool operator==(const WordList&) const = default;
};

} // namespace vitrine::app

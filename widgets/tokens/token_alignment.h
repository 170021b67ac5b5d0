#pragma once

#include <vector>

#include <QString>

#include "engine/values/scored_token.h"

namespace vitrine::widgets {

/// The fewest neighbouring tokens that make whole characters together, and where these stand in the
/// text. Nearly always one token; more where byte-level tokens hold parts of one character.
struct TokenCell {
    int firstToken = 0; ///< index in the tokens
    int lastToken = 0; ///< inclusive
    int start = 0; ///< UTF-16 position in the text
    int end = 0; ///< UTF-16 position after its last character
    int tokenCount() const { return lastToken - firstToken + 1; }
    bool operator==(const TokenCell&) const = default;
};

/// Cells in the order of the text. Tokens without a place in it (added special tokens) have none;
/// neither have tokens that do not fit the text.
std::vector<TokenCell> alignTokens(const QString& text, const std::vector<ScoredToken>& tokens);

/// The cells after the text was edited: those before and after the edit stay, moved, those that it
/// touched are gone.
std::vector<TokenCell> cellsAfterEdit(
    const std::vector<TokenCell>& cells, const QString& before, const QString& after);

/// Where two texts differ: [start, start + removed) of the first became [start, start + added) of
/// the second. Never splits a surrogate pair.
struct TextDifference {
    int start = 0;
    int removed = 0;
    int added = 0;
    bool operator==(const TextDifference&) const = default;
};
TextDifference textDifference(const QString& before, const QString& after);

} // namespace vitrine::widgets

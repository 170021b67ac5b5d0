#include "widgets/tokens/token_alignment.h"

#include <algorithm>

#include <QList>

namespace vitrine::widgets {

namespace {

constexpr int insideCharacter = -1;

int utf8Length(char32_t character) {
    if (character < 0x80)
        return 1;
    if (character < 0x800)
        return 2;
    return character < 0x10000 ? 3 : 4;
}

/// For each byte offset of the text in UTF-8, its end included: the UTF-16 position of the
/// character that starts there.
std::vector<int> positionsOfBytes(const QString& text) {
    std::vector<int> result;
    result.reserve(static_cast<std::size_t>(text.size()) * 3 + 1);
    int position = 0;
    for (const char32_t character : text.toUcs4()) {
        result.push_back(position);
        result.insert(result.end(), utf8Length(character) - 1, insideCharacter);
        position += QChar::requiresSurrogates(character) ? 2 : 1;
    }
    result.push_back(position);
    return result;
}

} // namespace

std::vector<TokenCell> alignTokens(const QString& text, const std::vector<ScoredToken>& tokens) {
    const auto positions = positionsOfBytes(text);
    std::vector<TokenCell> cells;
    std::size_t covered = 0; // byte offset up to which tokens have been placed
    int openToken = -1; // first token of a cell that does not end with a character yet
    int openStart = 0;
    for (int i = 0; i < static_cast<int>(tokens.size()); ++i) {
        const Token& token = tokens[static_cast<std::size_t>(i)].token;
        if (token.end <= token.start || token.start < covered || token.end >= positions.size())
            continue;
        if (openToken < 0) {
            if (positions[token.start] == insideCharacter)
                continue;
            openToken = i;
            openStart = positions[token.start];
        }
        covered = token.end;
        if (positions[token.end] == insideCharacter)
            continue;
        cells.push_back({openToken, i, openStart, positions[token.end]});
        openToken = -1;
    }
    return cells;
}

std::vector<TokenCell> cellsAfterEdit(
    const std::vector<TokenCell>& cells, const QString& before, const QString& after) {
    const TextDifference edit = textDifference(before, after);
    const int shift = edit.added - edit.removed;
    std::vector<TokenCell> result;
    result.reserve(cells.size());
    for (TokenCell cell : cells) {
        if (cell.start >= edit.start + edit.removed) {
            cell.start += shift;
            cell.end += shift;
            result.push_back(cell);
        } else if (cell.end <= edit.start) {
            result.push_back(cell);
        }
    }
    return result;
}

TextDifference textDifference(const QString& before, const QString& after) {
    const auto [firstOld, firstNew] = std::ranges::mismatch(before, after);
    auto start = firstOld - before.begin();
    if (start > 0 && before[start - 1].isHighSurrogate())
        --start;
    const auto shorter = std::min(before.size(), after.size()) - start;
    qsizetype common = 0;
    while (
        common < shorter && before[before.size() - 1 - common] == after[after.size() - 1 - common])
        ++common;
    if (common > 0 && before[before.size() - common].isLowSurrogate())
        --common;
    return {static_cast<int>(start), static_cast<int>(before.size() - common - start),
        static_cast<int>(after.size() - common - start)};
}

} // namespace vitrine::widgets

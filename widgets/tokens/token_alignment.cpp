#include "widgets/tokens/token_alignment.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "widgets/common/token_text.h"

namespace vitrine::widgets {

namespace {

constexpr int insideCharacter = -1;

/// For each byte offset, the end included: the UTF-16 position of the character that starts there
/// in QString::fromUtf8(bytes), which has one U+FFFD for each byte that is no character.
std::vector<int> positionsOfBytes(std::string_view bytes) {
    constexpr std::size_t longestOfOneUnit = 3; // a character of four bytes is a surrogate pair
    std::vector<int> result(bytes.size() + 1, insideCharacter);
    int position = 0;
    for (std::size_t offset = 0; offset < bytes.size();) {
        result[offset] = position;
        const std::size_t length = std::max<std::size_t>(utf8CharacterLength(bytes, offset), 1);
        position += length > longestOfOneUnit ? 2 : 1;
        offset += length;
    }
    result[bytes.size()] = position;
    return result;
}

/// The bytes that the offsets of the tokens count. A model can have written bytes that are no
/// characters; then the tokens know them, and the text shows U+FFFD in their place.
std::string bytesOfText(const QString& text, const std::vector<ScoredToken>& tokens) {
    if (text.contains(QChar::ReplacementCharacter)) {
        std::string written;
        for (const ScoredToken& scored : tokens)
            written += scored.token.bytes;
        if (QString::fromStdString(written) == text)
            return written;
    }
    return text.toStdString();
}

} // namespace

std::vector<TokenCell> alignTokens(const QString& text, const std::vector<ScoredToken>& tokens) {
    const auto positions = positionsOfBytes(bytesOfText(text, tokens));
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

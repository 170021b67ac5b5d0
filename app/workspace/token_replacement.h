#pragma once

#include <cstddef>
#include <string>

#include "engine/text/tokenizer.h"

namespace vitrine::app {

/// Whether blanks are no part of the tokens (WordPiece): the text says whether one stands before.
bool dropsBlanks(const text::Tokenizer& tokenizer);

/// How a candidate is shown: the bytes that it adds to a text, or its name in the vocabulary where
/// it adds none or blanks are no part of tokens ("##ing").
std::string shownCandidate(TokenId id, const text::Tokenizer& tokenizer);

/// `text` with a token in the place of its bytes from `start` to `end`. Where blanks are no part of
/// tokens, those before the place stay; the rest of a word joins what stands before, and the
/// beginning of one is kept apart from it. Unchanged for a special token, which is no text.
std::string withToken(const std::string& text, std::size_t start, std::size_t end, TokenId id,
    const text::Tokenizer& tokenizer);

} // namespace vitrine::app

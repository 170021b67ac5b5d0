#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/text_layout.h"
#include "engine/values/expected.h"
#include "engine/values/token.h"
#include "engine/values/tokenization_steps.h"

namespace vitrine::text {

/// Turns text into token ids and back. Immutable and safe to use from several threads.
class Tokenizer {
public:
    virtual ~Tokenizer() = default;

    /// "byte-level BPE", "WordPiece", "characters".
    virtual std::string kind() const = 0;
    virtual int vocabularySize() const = 0;

    /// Ids only: the fast path. Of invalid UTF-8, tokenisers that work on bytes keep the bytes;
    /// WordPiece gives TextInvalid with the offset of the first bad one.
    virtual Expected<std::vector<TokenId>> encode(
        std::string_view utf8, bool addSpecialTokens) const = 0;
    /// The same with pieces, bytes and byte offsets into `utf8`.
    virtual Expected<std::vector<Token>> tokens(
        std::string_view utf8, bool addSpecialTokens) const = 0;
    /// The same with every intermediate step.
    virtual Expected<TokenizationSteps> steps(std::string_view utf8) const = 0;

    /// The bytes that a token stands for, as they appear in decoded text ("" for special tokens
    /// that carry no text; WordPiece gives " word" or "piece").
    virtual std::string tokenBytes(TokenId id) const = 0;
    /// Its name in the vocabulary; empty for an id outside it.
    virtual std::string piece(TokenId id) const = 0;
    virtual std::optional<TokenId> idOf(std::string_view piece) const = 0;
    virtual bool isSpecial(TokenId id) const = 0;
    /// The id that ends a text, if the vocabulary has one.
    virtual std::optional<TokenId> endOfText() const = 0;
    /// The id put before a text that stands alone, so that its first token can be predicted.
    virtual std::optional<TokenId> beginOfText() const = 0;
    /// The id that stands for a token to be guessed.
    virtual std::optional<TokenId> maskToken() const = 0;
    /// Where special tokens go, around one text and two.
    virtual const TextLayout& layout() const = 0;

    /// Bytes of the whole sequence; may end inside a character (see StreamDecoder). Special tokens
    /// are left out.
    virtual std::string decode(std::span<const TokenId> ids) const = 0;

    /// Writes the files of the Hugging Face layout (tokenizer.json, tokenizer_config.json) that
    /// open as this tokeniser, into an existing folder.
    virtual Expected<void> save(const std::string& folder) const = 0;
};

} // namespace vitrine::text

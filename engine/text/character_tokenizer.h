#pragma once

#include <array>
#include <memory>
#include <vector>

#include "engine/text/unicode.h"
#include "engine/text/vocabulary_tokenizer.h"

namespace vitrine::text {

/// One token for each character; a character outside the vocabulary becomes the tokens "<0x00>" to
/// "<0xFF>" of its bytes, so that nothing is lost. In Hugging Face's terms: BPE with byte fallback
/// and without merges.
class CharacterTokenizer final : public VocabularyTokenizer {
public:
    /// Every piece of one character is a character; all others are reached as added tokens or
    /// bytes. Error: ValueMissing (place: the piece) where a byte has no token.
    static Expected<std::unique_ptr<CharacterTokenizer>> create(TokenizerSetup setup);

    std::string kind() const override { return "characters"; }

protected:
    void encodeSegment(
        std::string_view text, std::size_t offset, std::vector<TokenId>& ids) const override;
    void tokenizeSegment(
        std::string_view text, std::size_t offset, std::vector<Token>& tokens) const override;
    void explainSegment(
        std::string_view text, std::size_t offset, TokenizationSteps& steps) const override;
    nlohmann::ordered_json algorithmJson() const override;
    nlohmann::ordered_json configJson() const override;

private:
    using ByteIds = std::array<TokenId, 256>;

    CharacterTokenizer(TokenizerSetup setup, const ByteIds& byteIds);
    /// noId where the character has no token of its own.
    TokenId idOfCharacter(const Utf8Character& character) const;

    static constexpr TokenId noId = -1;
    std::vector<TokenId> m_idsOfCharacters; ///< by code point
    ByteIds m_byteIds;
};

} // namespace vitrine::text

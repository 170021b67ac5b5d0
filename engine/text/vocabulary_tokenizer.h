#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "engine/text/added_tokens.h"
#include "engine/text/tokenizer.h"
#include "engine/text/vocabulary.h"

namespace vitrine::text {

/// What every tokeniser has besides its algorithm.
struct TokenizerSetup {
    std::vector<std::string> pieces; ///< name of each token by id; empty where an id has none
    std::vector<AddedToken> addedTokens;
    bool normalizes = false; ///< added tokens of the normalised text are left to the algorithm
    TextLayout layout; ///< used when special tokens are asked for
    std::optional<TokenId> beginOfText; ///< see Tokenizer
    std::optional<TokenId> endOfText;
    std::optional<TokenId> maskToken;
};

/// A tokeniser with a vocabulary: cuts the text at added tokens and leaves what stands between them
/// to the algorithm of the class derived from it.
class VocabularyTokenizer : public Tokenizer {
public:
    int vocabularySize() const final { return m_vocabulary.size(); }
    Expected<std::vector<TokenId>> encode(std::string_view utf8, bool addSpecialTokens) const final;
    Expected<std::vector<Token>> tokens(std::string_view utf8, bool addSpecialTokens) const final;
    Expected<TokenizationSteps> steps(std::string_view utf8) const final;
    std::string tokenBytes(TokenId id) const final;
    std::string piece(TokenId id) const final { return std::string(m_vocabulary.piece(id)); }
    std::optional<TokenId> idOf(std::string_view piece) const final {
        return m_vocabulary.idOf(piece);
    }
    bool isSpecial(TokenId id) const final;
    std::optional<TokenId> endOfText() const final { return m_endOfText; }
    std::optional<TokenId> beginOfText() const final { return m_beginOfText; }
    std::optional<TokenId> maskToken() const final { return m_maskToken; }
    const TextLayout& layout() const final { return m_layout; }
    std::string decode(std::span<const TokenId> ids) const override;
    Expected<void> save(const std::string& folder) const final;

protected:
    explicit VocabularyTokenizer(TokenizerSetup setup);

    const Vocabulary& vocabulary() const { return m_vocabulary; }
    const AddedTokens& addedTokens() const { return m_addedTokens; }
    /// To be called by the derived constructor: the bytes of each token by id. Those of special
    /// tokens are dropped, those of other added tokens are their content.
    void setTokenBytes(std::vector<std::string> bytes);
    std::string_view bytesOf(TokenId id) const { return m_bytes[static_cast<std::size_t>(id)]; }
    Token makeToken(TokenId id, std::size_t start, std::size_t end) const;

    /// An error for a text that this tokeniser cannot take.
    virtual Expected<void> check(std::string_view utf8) const;
    /// Appends the ids of a text without added tokens; `offset` is where it starts in the input.
    virtual void encodeSegment(
        std::string_view text, std::size_t offset, std::vector<TokenId>& ids) const = 0;
    /// The same with offsets.
    virtual void tokenizeSegment(
        std::string_view text, std::size_t offset, std::vector<Token>& tokens) const = 0;
    /// The same with every step: appends to `normalized` and `preTokens`.
    virtual void explainSegment(
        std::string_view text, std::size_t offset, TokenizationSteps& steps) const = 0;
    /// The members normalizer, pre_tokenizer, decoder and model of tokenizer.json.
    virtual nlohmann::ordered_json algorithmJson() const = 0;
    /// The members that tokenizer_config.json has besides bos_token and eos_token.
    virtual nlohmann::ordered_json configJson() const = 0;

private:
    void appendAround(
        const std::vector<TokenId>& ids, std::size_t at, std::vector<Token>& tokens) const;
    nlohmann::ordered_json tokenizerJson() const;
    nlohmann::ordered_json postProcessorJson() const;

    Vocabulary m_vocabulary;
    AddedTokens m_addedTokens;
    TextLayout m_layout;
    std::optional<TokenId> m_beginOfText;
    std::optional<TokenId> m_endOfText;
    std::optional<TokenId> m_maskToken;
    std::vector<std::string> m_bytes; ///< by id
    std::vector<bool> m_special; ///< by id
};

/// A vocabulary that begins with special tokens, the first of which begins and ends texts; it is
/// put before a text when special tokens are asked for.
TokenizerSetup setupWithSpecialTokens(const std::vector<std::string>& specialTokens);

/// The "vocab" object of a model in tokenizer.json, in the order of the ids.
nlohmann::ordered_json vocabularyJson(const Vocabulary& vocabulary);

} // namespace vitrine::text

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/text/bert_words.h"
#include "engine/text/vocabulary_tokenizer.h"

namespace vitrine::text {

/// WordPiece, as BERT has it (Devlin et al. 2019; WordpieceTokenizer in tokenization.py of
/// google-research/bert): each word is cut into the longest pieces of the vocabulary from left to
/// right; a word that cannot be is unknown.
class WordPiece final : public VocabularyTokenizer {
public:
    struct Parts {
        TokenizerSetup setup;
        BertNormalization normalization;
        std::string unknownPiece = "[UNK]";
        std::string continuationPrefix = "##"; ///< of pieces that do not begin a word
        std::size_t longestWord = 100; ///< characters; a longer word is unknown
        bool cleanUp = true; ///< decoding puts no space before . , ? and !
    };

    /// Error: ValueMissing (place: the piece) where the vocabulary lacks the unknown piece.
    static Expected<std::unique_ptr<WordPiece>> create(Parts parts);

    std::string kind() const override { return "WordPiece"; }
    const BertNormalization& normalization() const { return m_normalization; }
    /// Without the space before the first word.
    std::string decode(std::span<const TokenId> ids) const override;

protected:
    Expected<void> check(std::string_view utf8) const override;
    void encodeSegment(
        std::string_view text, std::size_t offset, std::vector<TokenId>& ids) const override;
    void tokenizeSegment(
        std::string_view text, std::size_t offset, std::vector<Token>& tokens) const override;
    void explainSegment(
        std::string_view text, std::size_t offset, TokenizationSteps& steps) const override;
    nlohmann::ordered_json algorithmJson() const override;
    nlohmann::ordered_json configJson() const override;

private:
    /// A token of a word, as a range of its characters.
    struct Match {
        TokenId id = 0;
        std::size_t first = 0;
        std::size_t last = 0; ///< after its last character
    };

    WordPiece(Parts parts, TokenId unknown);
    /// Cuts a word into `matches`; each look into the vocabulary is appended to `attempts`, unless
    /// null.
    void cut(const BertWord& word, std::vector<Match>& matches,
        std::vector<MatchAttempt>* attempts = nullptr) const;
    void appendTokens(const BertWord& word, const std::vector<Match>& matches, std::size_t offset,
        std::vector<Token>& tokens) const;
    std::optional<TokenId> find(std::string_view piece, bool beginsWord) const;

    BertNormalization m_normalization;
    TokenId m_unknown;
    std::string m_unknownPiece;
    std::string m_prefix;
    std::size_t m_longestWord;
    bool m_cleanUp;
    std::unordered_map<std::string_view, TokenId> m_continuations; ///< without prefix
    std::size_t m_longestPiece = 0; ///< bytes, without prefix
};

} // namespace vitrine::text

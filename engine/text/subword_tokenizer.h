#pragma once

#include <memory>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/text/character_bpe.h"
#include "engine/text/normalizer.h"
#include "engine/text/piece_decoder.h"
#include "engine/text/unigram.h"
#include "engine/text/vocabulary_tokenizer.h"
#include "engine/text/word_cutter.h"

namespace vitrine::text {

/// A tokeniser put together from parts, as Hugging Face tokenizers puts it: normaliser,
/// pre-tokeniser, a model of pieces (BPE or Unigram) and decoder, each with its steps.
/// ByteLevelBpe does the same faster for the commonest parts.
class SubwordTokenizer final : public VocabularyTokenizer {
public:
    struct Parts {
        TokenizerSetup setup;
        Normalizer normalizer;
        WordCutter cutter;
        PieceDecoder decoder;
        std::variant<CharacterBpe::Options, Unigram::Options> model;
        nlohmann::ordered_json
            partsJson; ///< normalizer, pre_tokenizer and decoder, as they are read
    };

    explicit SubwordTokenizer(Parts parts);

    std::string kind() const override { return m_model->kind(); }
    std::string decode(std::span<const TokenId> ids) const override;

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
    /// A stretch of a normalised text: an added token, or words.
    struct Stretch {
        const AddedToken* token = nullptr; ///< null for words
        TracedText text; ///< of the added token
        WordCutter::Words words;
    };
    std::vector<Stretch> stretches(const TracedText& normalized) const;
    void appendTokens(const TracedText& word, std::vector<Token>& tokens) const;
    PreTokenSteps explained(const TracedText& word) const;
    PreTokenSteps explained(const Stretch& token) const;

    Normalizer m_normalizer;
    AddedTokens m_normalizedTokens; ///< that are looked for in the normalised text
    WordCutter m_cutter;
    PieceDecoder m_decoder;
    std::unique_ptr<const WordModel> m_model;
    nlohmann::ordered_json m_partsJson;
    bool m_spellsBytes; ///< words are spelled in byteCharacters()
};

} // namespace vitrine::text

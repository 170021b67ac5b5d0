#pragma once

#include <array>
#include <memory>
#include <vector>

#include "engine/text/merge_table.h"
#include "engine/text/unicode_form.h"
#include "engine/text/vocabulary_tokenizer.h"
#include "engine/text/word_splitter.h"

namespace vitrine::text {

class BpeMerger;

/// Byte-level byte-pair encoding, as GPT-2 has it (Radford et al. 2019, section 2.2): words start
/// as bytes and are merged by the table. Decoding gives back every byte that has a token.
class ByteLevelBpe final : public VocabularyTokenizer {
public:
    struct Parts {
        TokenizerSetup setup; ///< pieces as byteCharacters() writes them
        std::vector<Merge> merges; ///< by rank
        bool addPrefixSpace = false; ///< a text that does not begin with a space is given one
        UnicodeForm form = UnicodeForm::None; ///< that a text is brought into before all else
        WordSplitter splitter; ///< cuts the words
        bool ignoreMerges = false; ///< a word that is a token stays whole, whatever the merges say
    };

    /// A byte that has no token is left out of every text, as Hugging Face tokenizers leaves it.
    /// Error: ValueMissing where no byte has one.
    static Expected<std::unique_ptr<ByteLevelBpe>> create(Parts parts);

    std::string kind() const override { return "byte-level BPE"; }
    const std::vector<Merge>& merges() const { return m_table.merges(); }

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
    static constexpr TokenId NoToken = -1;
    using ByteIds = std::array<TokenId, 256>;
    class PreparedText;

    ByteLevelBpe(Parts parts, const ByteIds& byteIds);
    PreparedText prepared(std::string_view segment) const;
    bool hasToken(char byte) const {
        return m_byteIds[static_cast<unsigned char>(byte)] != NoToken;
    }
    void encodeWord(std::string_view word, BpeMerger& merger, std::vector<TokenId>& pieces,
        std::vector<TokenId>& ids) const;
    /// The token of a whole word that no merge touches.
    std::optional<TokenId> wholeWord(std::string_view word) const;
    /// Sets `pieces` to the tokens of the word's bytes.
    void loadPieces(std::string_view word, std::vector<TokenId>& pieces) const;
    /// Tokens of the word that begins at byte `start` of the text; the segment at `offset`.
    void appendTokens(const std::vector<TokenId>& ids, const PreparedText& text,
        std::string_view word, std::size_t offset, std::vector<Token>& tokens) const;
    /// Text, pieces and merges of a word; the tokens it becomes go to `ids`.
    PreTokenSteps explainWord(
        std::string_view word, BpeMerger& merger, std::vector<TokenId>& ids) const;

    nlohmann::ordered_json preTokenizerJson() const;

    MergeTable m_table;
    ByteIds m_byteIds; ///< the token of each single byte
    bool m_addPrefixSpace;
    UnicodeForm m_form;
    WordSplitter m_splitter;
    bool m_ignoreMerges;
};

} // namespace vitrine::text

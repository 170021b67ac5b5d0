#pragma once

#include <array>
#include <memory>
#include <vector>

#include "engine/text/merge_table.h"
#include "engine/text/vocabulary_tokenizer.h"

namespace vitrine::text {

class BpeMerger;

/// Byte-level byte-pair encoding, as GPT-2 has it (Radford et al. 2019, section 2.2): words cut by
/// preTokenEnd() start as bytes and are merged by the table. Any bytes can be encoded, and decoding
/// gives them back.
class ByteLevelBpe final : public VocabularyTokenizer {
public:
    struct Parts {
        TokenizerSetup setup; ///< pieces as byteCharacters() writes them
        std::vector<Merge> merges; ///< by rank
        bool addPrefixSpace = false; ///< a text that does not begin with a space is given one
    };

    /// Error: ValueMissing (place: the piece) where a byte has no token.
    static Expected<std::unique_ptr<ByteLevelBpe>> create(Parts parts);

    std::string kind() const override { return "byte-level BPE"; }
    const std::vector<Merge>& merges() const { return m_table.merges(); }

protected:
    void encodeSegment(std::string_view text, std::vector<TokenId>& ids) const override;
    void tokenizeSegment(
        std::string_view text, std::size_t offset, std::vector<Token>& tokens) const override;
    void explainSegment(
        std::string_view text, std::size_t offset, TokenizationSteps& steps) const override;
    nlohmann::ordered_json algorithmJson() const override;
    nlohmann::ordered_json configJson() const override;

private:
    using ByteIds = std::array<TokenId, 256>;

    ByteLevelBpe(Parts parts, const ByteIds& byteIds);
    bool needsSpace(std::string_view text) const;
    void encodeWords(std::string_view text, std::vector<TokenId>& ids) const;
    /// Sets `pieces` to the tokens of the word's bytes.
    void loadPieces(std::string_view word, std::vector<TokenId>& pieces) const;
    void appendTokens(const std::vector<TokenId>& ids, std::size_t start, bool spaceAdded,
        std::vector<Token>& tokens) const;
    /// Text, pieces and merges of a word; the tokens it becomes go to `ids`.
    PreTokenSteps explainWord(
        std::string_view word, BpeMerger& merger, std::vector<TokenId>& ids) const;

    MergeTable m_table;
    ByteIds m_byteIds; ///< the token of each single byte
    bool m_addPrefixSpace;
};

} // namespace vitrine::text

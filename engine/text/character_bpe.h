#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/text/merge_table.h"
#include "engine/text/vocabulary.h"
#include "engine/text/word_model.h"

namespace vitrine::text {

/// Byte-pair encoding of words that begin as characters (Sennrich et al. 2016, section 3.2), as
/// SentencePiece and "BPE" of Hugging Face tokenizers have it.
class CharacterBpe final : public WordModel {
public:
    struct Options {
        std::vector<Merge> merges; ///< by rank
        std::optional<TokenId> unknown; ///< of a character without token; none: it is left out
        bool fuseUnknown = false; ///< neighbouring unknown characters become one token
        bool byteFallback = false; ///< a character without token becomes those of its bytes
        bool ignoreMerges = false; ///< a word that is a token stays whole, whatever the merges say
        std::string continuationPrefix; ///< of characters that do not begin a word; "" = off
        std::string endSuffix; ///< of the character that ends a word; "" = off
    };

    /// The vocabulary must outlive the model.
    CharacterBpe(const Vocabulary& vocabulary, Options options);

    std::string kind() const override { return "BPE"; }
    void encode(std::string_view word, std::vector<TokenId>& ids) const override;
    std::vector<WordPart> parts(std::string_view word) const override;
    void explain(std::string_view word, PreTokenSteps& steps) const override;
    nlohmann::ordered_json json() const override;

private:
    std::optional<TokenId> wholeWord(std::string_view word) const;
    /// The pieces that a word begins as.
    std::vector<WordPart> initialParts(std::string_view word) const;
    bool appendBytes(std::string_view word, WordPart character, std::vector<WordPart>& parts) const;
    std::string spelled(std::string_view word, std::size_t start, std::size_t end) const;

    const Vocabulary& m_vocabulary;
    Options m_options;
    MergeTable m_table;
};

} // namespace vitrine::text

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/text/bert_words.h"
#include "engine/text/word_piece.h"

namespace vitrine::text {

struct WordPieceTrainingOptions {
    int vocabularySize = 8192; ///< special tokens, characters and merges together
    std::int64_t minimumCount = 2; ///< characters and pairs seen less often have no piece
    BertNormalization normalization{}; ///< of the texts, in training and afterwards
};

/// Makes a WordPiece vocabulary with BERT's special tokens: [PAD], [UNK], [CLS], [SEP], [MASK], the
/// characters seen, the most frequent first, then the pieces that joining the most frequent pair in
/// words again and again gives, in the order of WordPieceTrainer of Hugging Face tokenizers. Of
/// Chinese, where each character is a word, it is the characters.
class WordPieceTrainer {
public:
    explicit WordPieceTrainer(WordPieceTrainingOptions options);

    /// Counts the words of a text, which is valid UTF-8.
    void add(std::string_view text);
    /// Error: OptionInvalid where the vocabulary has no room for the characters.
    Expected<std::unique_ptr<WordPiece>> train() const;

private:
    WordPieceTrainingOptions m_options;
    std::unordered_map<std::string, std::int64_t> m_words;
};

} // namespace vitrine::text

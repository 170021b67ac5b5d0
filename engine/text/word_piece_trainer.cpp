#include "engine/text/word_piece_trainer.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "engine/text/merge_learner.h"
#include "engine/text/unicode.h"

namespace vitrine::text {

namespace {

constexpr std::string_view Prefix = "##"; // of pieces that do not begin a word
constexpr std::array SpecialTokens{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};

TokenizerSetup bertSetup() {
    TokenizerSetup setup;
    for (const auto* content : SpecialTokens) {
        setup.addedTokens.push_back(
            {.id = static_cast<TokenId>(setup.pieces.size()), .content = content});
        setup.pieces.emplace_back(content);
    }
    constexpr TokenId cls = 2;
    constexpr TokenId sep = 3;
    setup.layout = {.before = {cls}, .after = {sep}, .between = {sep}, .secondSegment = 1};
    setup.beginOfText = cls;
    setup.endOfText = sep;
    setup.maskToken = 4;
    return setup;
}

/// The characters of a word as pieces: all but the first go on with it.
std::vector<std::string> characterPieces(std::string_view word) {
    std::vector<std::string> pieces;
    for (std::size_t offset = 0; offset < word.size();) {
        const auto length = characterAt(word, offset).length;
        pieces.emplace_back(offset == 0 ? std::string_view() : Prefix)
            .append(word.substr(offset, length));
        offset += length;
    }
    return pieces;
}

std::string joinedName(const std::string& left, const std::string& right) {
    return left + right.substr(Prefix.size());
}

} // namespace

WordPieceTrainer::WordPieceTrainer(WordPieceTrainingOptions options)
    : m_options(std::move(options)) {
}

void WordPieceTrainer::add(std::string_view text) {
    splitBertWords(
        text, m_options.normalization, [this](const BertWord& word) { ++m_words[word.text]; });
}

Expected<std::unique_ptr<WordPiece>> WordPieceTrainer::train() const {
    std::unordered_map<std::string, std::int64_t> counted;
    for (const auto& [word, count] : m_words) {
        for (const auto& piece : characterPieces(word)) {
            counted[piece] += count;
        }
    }
    std::vector<std::pair<std::int64_t, std::string>> ranked; // count, negated to sort it downwards
    for (const auto& [piece, count] : counted) {
        if (count >= m_options.minimumCount) {
            ranked.emplace_back(-count, piece);
        }
    }
    std::sort(ranked.begin(), ranked.end());

    WordPiece::Parts parts;
    parts.setup = bertSetup();
    parts.normalization = m_options.normalization;
    auto& pieces = parts.setup.pieces;
    std::unordered_map<std::string, TokenId> ids;
    for (const auto& [count, piece] : ranked) {
        ids.emplace(piece, static_cast<TokenId>(pieces.size()));
        pieces.push_back(piece);
    }
    if (m_options.vocabularySize < static_cast<int>(pieces.size())) {
        return Unexpected({.code = ErrorCode::OptionInvalid,
            .subject = "vocabularySize",
            .place = std::to_string(m_options.vocabularySize) + ", at least "
                + std::to_string(pieces.size()),
            .detail = "The vocabulary needs room for the characters and the special tokens."});
    }

    std::vector<CountedWord> words;
    for (const auto& [word, count] : m_words) {
        auto& counting = words.emplace_back();
        counting.count = count;
        for (const auto& piece : characterPieces(word)) {
            const auto known = ids.find(piece);
            if (known == ids.end()) {
                counting.pieces.clear(); // the word is unknown as a whole
                break;
            }
            counting.pieces.push_back(known->second);
        }
    }
    PairCounts counts(std::move(words), pieces);
    learnMerges(counts,
        {static_cast<std::size_t>(m_options.vocabularySize), m_options.minimumCount}, joinedName,
        pieces);
    return WordPiece::create(std::move(parts));
}

} // namespace vitrine::text

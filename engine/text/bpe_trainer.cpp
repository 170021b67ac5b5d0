#include "engine/text/bpe_trainer.h"

#include <functional>
#include <utility>

#include "engine/text/byte_alphabet.h"
#include "engine/text/merge_learner.h"
#include "engine/text/pre_tokenizer.h"

namespace vitrine::text {

BpeTrainer::BpeTrainer(BpeTrainingOptions options)
    : m_options(std::move(options)),
      m_specialTokens(setupWithSpecialTokens(m_options.specialTokens).addedTokens) {
}

void BpeTrainer::add(std::string_view text) {
    for (const auto& segment : m_specialTokens.split(text)) {
        if (segment.token) {
            continue;
        }
        const auto words = text.substr(segment.start, segment.end - segment.start);
        for (std::size_t start = 0; start < words.size();) {
            const auto end = preTokenEnd(words, start);
            const auto word = words.substr(start, end - start);
            if (const auto found = m_words.find(word); found != m_words.end()) {
                ++found->second;
            } else {
                m_words.emplace(word, 1);
            }
            start = end;
        }
    }
}

Expected<std::unique_ptr<ByteLevelBpe>> BpeTrainer::train() const {
    ByteLevelBpe::Parts parts;
    parts.setup = setupWithSpecialTokens(m_options.specialTokens);
    auto& pieces = parts.setup.pieces;
    auto tokenBytes = pieces;
    std::array<TokenId, 256> byteIds{};
    for (const auto byte : bytesInAlphabetOrder()) {
        byteIds[byte] = static_cast<TokenId>(pieces.size());
        pieces.push_back(byteCharacters()[byte]);
        tokenBytes.emplace_back(1, static_cast<char>(byte));
    }
    if (m_options.vocabularySize < static_cast<int>(pieces.size())) {
        return Unexpected({.code = ErrorCode::OptionInvalid,
            .subject = "vocabularySize",
            .place = std::to_string(m_options.vocabularySize) + ", at least "
                + std::to_string(pieces.size()),
            .detail = "The vocabulary needs room for the 256 bytes and the special tokens."});
    }

    std::vector<CountedWord> words;
    words.reserve(m_words.size());
    for (const auto& [text, count] : m_words) {
        auto& word = words.emplace_back();
        word.count = count;
        for (const char byte : text) {
            word.pieces.push_back(byteIds[static_cast<unsigned char>(byte)]);
        }
    }
    PairCounts counts(std::move(words), std::move(tokenBytes));
    const MergeLimits limits{
        static_cast<std::size_t>(m_options.vocabularySize), m_options.minimumCount};
    parts.merges = learnMerges(counts, limits, std::plus<std::string>(), pieces);
    return ByteLevelBpe::create(std::move(parts));
}

} // namespace vitrine::text

#include "engine/text/bpe_trainer.h"

#include <utility>

#include "engine/text/byte_alphabet.h"
#include "engine/text/pair_counts.h"
#include "engine/text/pre_tokenizer.h"

namespace vitrine::text {

namespace {

/// Joins the most frequent pair until the vocabulary has `size` pieces or no pair occurs
/// `minimumCount` times. Appends the new tokens to `pieces`.
std::vector<Merge> learnMerges(PairCounts& counts, std::size_t size, std::int64_t minimumCount,
    std::vector<std::string>& pieces) {
    std::vector<Merge> merges;
    std::unordered_map<std::string, TokenId> ids;
    for (std::size_t id = 0; id < pieces.size(); ++id) {
        ids.emplace(pieces[id], static_cast<TokenId>(id));
    }
    while (pieces.size() < size) {
        const auto pair = counts.best(minimumCount);
        if (!pair) {
            break;
        }
        const auto piece = pieces[static_cast<std::size_t>(pair->left)]
            + pieces[static_cast<std::size_t>(pair->right)];
        // Two merges may spell the same token.
        const auto [entry, isNew] = ids.emplace(piece, static_cast<TokenId>(pieces.size()));
        if (isNew) {
            pieces.push_back(piece);
        }
        merges.push_back({pair->left, pair->right, entry->second});
        counts.merge(*pair, entry->second);
    }
    return merges;
}

} // namespace

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
    const auto size = static_cast<std::size_t>(m_options.vocabularySize);
    parts.merges = learnMerges(counts, size, m_options.minimumCount, pieces);
    return ByteLevelBpe::create(std::move(parts));
}

} // namespace vitrine::text

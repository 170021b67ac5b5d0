#include "engine/text/bpe_trainer.h"

#include <algorithm>
#include <optional>
#include <queue>
#include <utility>

#include "engine/text/byte_alphabet.h"
#include "engine/text/pre_tokenizer.h"

namespace vitrine::text {

namespace {

struct Word {
    std::vector<TokenId> pieces;
    std::int64_t count = 0;
};

struct Pair {
    TokenId left = 0;
    TokenId right = 0;
    bool operator==(const Pair&) const = default;
};

struct PairHash {
    std::size_t operator()(Pair pair) const {
        return std::hash<std::uint64_t>()(
            static_cast<std::uint64_t>(pair.left) << 32 | static_cast<std::uint32_t>(pair.right));
    }
};

/// Where a pair occurs. `words` may name words that have lost it since, or name one twice.
struct Occurrences {
    std::int64_t count = 0;
    std::vector<std::size_t> words;
};

/// All words as pieces, and the counts of their pairs, kept up to date merge by merge.
class PairCounts {
public:
    PairCounts(std::vector<Word> words, std::vector<std::string> tokenBytes)
        : m_words(std::move(words)), m_tokenBytes(std::move(tokenBytes)), m_queue(Less{this}) {
        for (std::size_t index = 0; index < m_words.size(); ++index) {
            const auto& pieces = m_words[index].pieces;
            for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
                add({pieces[i], pieces[i + 1]}, index);
            }
        }
        for (const auto& [pair, occurrences] : m_pairs) {
            m_queue.push({occurrences.count, pair});
        }
    }
    PairCounts(const PairCounts&) = delete;
    PairCounts& operator=(const PairCounts&) = delete;

    /// The most frequent pair, if it occurs at least `minimumCount` times. Queued counts may be too
    /// high, never too low: an outdated one goes back with its count of now.
    std::optional<Pair> best(std::int64_t minimumCount) {
        while (!m_queue.empty()) {
            const auto top = m_queue.top();
            const auto found = m_pairs.find(top.pair);
            const auto count = found == m_pairs.end() ? 0 : found->second.count;
            if (count == top.count) {
                return count >= minimumCount ? std::optional(top.pair) : std::nullopt;
            }
            m_queue.pop();
            if (count > 0) {
                m_queue.push({count, top.pair});
            }
        }
        return std::nullopt;
    }

    const std::string& bytesOf(TokenId id) const {
        return m_tokenBytes[static_cast<std::size_t>(id)];
    }

    /// Joins the pair everywhere into `joined`, whose bytes are set where it is a new token.
    void merge(Pair pair, TokenId joined) {
        if (static_cast<std::size_t>(joined) == m_tokenBytes.size()) {
            m_tokenBytes.push_back(bytesOf(pair.left) + bytesOf(pair.right));
        }
        auto words = std::move(m_pairs.at(pair).words);
        std::sort(words.begin(), words.end());
        words.erase(std::unique(words.begin(), words.end()), words.end());
        m_grown.clear();
        for (const auto index : words) {
            mergeInWord(pair, joined, index);
        }
        m_pairs.erase(pair);
        for (const auto grown : m_grown) {
            if (const auto found = m_pairs.find(grown); found != m_pairs.end()) {
                m_queue.push({found->second.count, grown});
            }
        }
    }

private:
    struct Candidate {
        std::int64_t count = 0;
        Pair pair;
    };
    /// By count, then by the bytes of the left token, then by those of the right.
    struct Less {
        const PairCounts* counts;
        bool operator()(const Candidate& a, const Candidate& b) const {
            if (a.count != b.count) {
                return a.count < b.count;
            }
            const auto& left = counts->bytesOf(a.pair.left);
            const auto& otherLeft = counts->bytesOf(b.pair.left);
            return left != otherLeft
                ? left < otherLeft
                : counts->bytesOf(a.pair.right) < counts->bytesOf(b.pair.right);
        }
    };

    void add(Pair pair, std::size_t word) {
        auto& occurrences = m_pairs[pair];
        occurrences.count += m_words[word].count;
        if (occurrences.words.empty() || occurrences.words.back() != word) {
            occurrences.words.push_back(word);
        }
    }

    void grow(Pair pair, std::size_t word) {
        add(pair, word);
        if (m_grown.empty() || m_grown.back() != pair) {
            m_grown.push_back(pair);
        }
    }

    void shrink(Pair pair, std::size_t word) { m_pairs.at(pair).count -= m_words[word].count; }

    void mergeInWord(Pair pair, TokenId joined, std::size_t index) {
        const auto& pieces = m_words[index].pieces;
        std::vector<TokenId> merged;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            if (pieces[i] != pair.left || i + 1 == pieces.size() || pieces[i + 1] != pair.right) {
                merged.push_back(pieces[i]);
                continue;
            }
            if (!merged.empty()) {
                shrink({merged.back(), pair.left}, index);
                grow({merged.back(), joined}, index);
            }
            if (i + 2 < pieces.size()) {
                shrink({pair.right, pieces[i + 2]}, index);
                grow({joined, pieces[i + 2]}, index);
            }
            merged.push_back(joined);
            ++i;
        }
        m_words[index].pieces = std::move(merged);
    }

    std::vector<Word> m_words;
    std::vector<std::string> m_tokenBytes; ///< by id
    std::unordered_map<Pair, Occurrences, PairHash> m_pairs;
    std::vector<Pair> m_grown; ///< by the merge under way; a pair may stand in it more than once
    std::priority_queue<Candidate, std::vector<Candidate>, Less> m_queue;
};

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
    auto& pieces = parts.setup.pieces;
    parts.setup = setupWithSpecialTokens(m_options.specialTokens);
    std::vector<std::string> tokenBytes = pieces;
    std::array<TokenId, 256> byteIds{};
    for (const auto byte : bytesInAlphabetOrder()) {
        byteIds[byte] = static_cast<TokenId>(pieces.size());
        pieces.push_back(byteCharacters()[byte]);
        tokenBytes.emplace_back(1, static_cast<char>(byte));
    }
    const auto size = static_cast<std::size_t>(std::max(m_options.vocabularySize, 0));
    if (size < pieces.size()) {
        return Unexpected({.code = ErrorCode::OptionInvalid,
            .subject = "vocabularySize",
            .place = std::to_string(m_options.vocabularySize) + ", at least "
                + std::to_string(pieces.size()),
            .detail = "The vocabulary needs room for the 256 bytes and the special tokens."});
    }

    std::vector<Word> words;
    for (const auto& [text, count] : m_words) {
        auto& word = words.emplace_back();
        word.count = count;
        for (const char byte : text) {
            word.pieces.push_back(byteIds[static_cast<unsigned char>(byte)]);
        }
    }
    std::unordered_map<std::string, TokenId> ids;
    for (TokenId id = 0; id < static_cast<TokenId>(pieces.size()); ++id) {
        ids.emplace(pieces[static_cast<std::size_t>(id)], id);
    }
    PairCounts counts(std::move(words), std::move(tokenBytes));
    while (pieces.size() < size) {
        const auto pair = counts.best(m_options.minimumCount);
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
        parts.merges.push_back({pair->left, pair->right, entry->second});
        counts.merge(*pair, entry->second);
    }
    return ByteLevelBpe::create(std::move(parts));
}

} // namespace vitrine::text

#include "engine/text/pair_counts.h"

#include <algorithm>
#include <functional>

namespace vitrine::text {

namespace {

template <typename T>
void sortUnique(std::vector<T>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

} // namespace

std::size_t PairCounts::PairHash::operator()(TokenPair pair) const {
    return std::hash<std::uint64_t>()(
        static_cast<std::uint64_t>(pair.left) << 32 | static_cast<std::uint32_t>(pair.right));
}

bool PairCounts::Worse::operator()(const Candidate& a, const Candidate& b) const {
    if (a.count != b.count) {
        return a.count < b.count;
    }
    const auto order = counts->bytesOf(a.pair.left) <=> counts->bytesOf(b.pair.left);
    return order != 0 ? order < 0 : counts->bytesOf(a.pair.right) < counts->bytesOf(b.pair.right);
}

PairCounts::PairCounts(std::vector<CountedWord> words, std::vector<std::string> tokenBytes)
    : m_words(std::move(words)), m_tokenBytes(std::move(tokenBytes)), m_queue(Worse{this}) {
    for (std::uint32_t word = 0; word < m_words.size(); ++word) {
        const auto& pieces = m_words[word].pieces;
        for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
            add({pieces[i], pieces[i + 1]}, word);
        }
    }
    for (const auto& [pair, occurrences] : m_pairs) {
        m_queue.push({occurrences.count, pair});
    }
}

std::optional<TokenPair> PairCounts::best(std::int64_t minimumCount) {
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

void PairCounts::merge(TokenPair pair, TokenId joined) {
    if (static_cast<std::size_t>(joined) == m_tokenBytes.size()) {
        m_tokenBytes.push_back(bytesOf(pair.left) + bytesOf(pair.right));
    }
    auto words = std::move(m_pairs.at(pair).words);
    sortUnique(words);
    m_grown.clear();
    for (const auto word : words) {
        mergeInWord(pair, joined, word);
    }
    m_pairs.erase(pair);
    sortUnique(m_grown);
    for (const auto grown : m_grown) {
        if (const auto found = m_pairs.find(grown); found != m_pairs.end()) {
            m_queue.push({found->second.count, grown});
        }
    }
}

void PairCounts::mergeInWord(TokenPair pair, TokenId joined, std::uint32_t word) {
    auto& pieces = m_words[word].pieces;
    std::size_t kept = 0; // what is done stands in front, in place
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (pieces[i] != pair.left || i + 1 == pieces.size() || pieces[i + 1] != pair.right) {
            pieces[kept++] = pieces[i];
            continue;
        }
        if (kept > 0) {
            shrink({pieces[kept - 1], pair.left}, word);
            grow({pieces[kept - 1], joined}, word);
        }
        if (i + 2 < pieces.size()) {
            shrink({pair.right, pieces[i + 2]}, word);
            grow({joined, pieces[i + 2]}, word);
        }
        pieces[kept++] = joined;
        ++i;
    }
    pieces.resize(kept);
}

void PairCounts::add(TokenPair pair, std::uint32_t word) {
    auto& occurrences = m_pairs[pair];
    occurrences.count += m_words[word].count;
    if (occurrences.words.empty() || occurrences.words.back() != word) {
        occurrences.words.push_back(word);
    }
}

void PairCounts::grow(TokenPair pair, std::uint32_t word) {
    add(pair, word);
    m_grown.push_back(pair);
}

void PairCounts::shrink(TokenPair pair, std::uint32_t word) {
    m_pairs.at(pair).count -= m_words[word].count;
}

} // namespace vitrine::text

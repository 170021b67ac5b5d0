#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ngram/backoff_model.h"
#include "engine/values/expected.h"

namespace vitrine::ngram {

/// An ARPA file, and what in it is not as it should be but can be read.
struct ArpaModel {
    std::shared_ptr<const BackoffModel> model;
    NgramUnit unit = NgramUnit::Word; ///< Character where each word is one and not all are ASCII
    /// n-grams that begin longer ones but have no back-off weight; it is taken to be 1.
    std::uint64_t missingBackoffs = 0;
    std::uint64_t firstMissingLine = 0; ///< of the first of them, from 1
    bool hasUnknown
        = true; ///< whether it knows <unk>; where not, an unknown word has probability 0
};

/// The n-grams of one order as the file lists them.
struct ArpaRows {
    std::vector<WordId> words; ///< `order` for each
    std::vector<float> log10;
    std::vector<float> backoffs; ///< NaN where there is none
    std::uint64_t firstLine = 0;
};

/// Puts the n-grams of a file, which may come in any order, into a model's.
class ArpaAssembler {
public:
    /// `words` holds the words of the 1-grams once these are added.
    ArpaAssembler(std::string file, const WordTable& words, std::size_t order);

    /// Orders come one after the other. Errors: FileDamaged.
    Expected<void> add(const ArpaRows& rows);
    ArpaModel finish(std::shared_ptr<const WordTable> words);

private:
    Expected<void> addWords(const ArpaRows& rows);
    Expected<void> addLonger(const ArpaRows& rows);
    void takeBackoffs();
    std::span<const WordId> contextWords(std::size_t context) const;
    bool isLast() const { return m_trie.size() + 1 == m_order; }

    std::string m_file;
    const WordTable& m_words;
    std::size_t m_order;
    std::vector<TrieLevel> m_trie;
    std::vector<BackoffLevel> m_levels;
    std::vector<WordId> m_contexts; ///< words of the order that was added last, in its new order
    std::vector<std::uint64_t> m_lines; ///< of each
    ArpaModel m_result;
};

Error arpaError(
    ErrorCode code, const std::string& file, std::uint64_t line, const std::string& reason);
/// The beginning of `text` between quotation marks.
std::string inQuotes(std::string_view text);

} // namespace vitrine::ngram

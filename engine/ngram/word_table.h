#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/values/ngram.h"

namespace vitrine::ngram {

/// Numbers for words, by first appearance, after three of its own.
class WordTable {
public:
    static constexpr WordId Unknown = 0; ///< <unk>
    static constexpr WordId Begin = 1; ///< <s>, before a sentence; never predicted
    static constexpr WordId End = 2; ///< </s>, after a sentence
    static constexpr WordId FirstWord = 3;

    WordTable();

    /// The word's number, a new one for a new word.
    WordId add(std::string_view word);
    std::optional<WordId> find(std::string_view word) const;
    /// The word's number, or Unknown.
    WordId idOf(std::string_view word) const { return find(word).value_or(Unknown); }
    std::string_view word(WordId id) const;
    std::size_t size() const { return m_starts.size() - 1; }
    /// Words that can come next: all but <s>.
    std::size_t predictable() const { return size() - 1; }

private:
    std::size_t slotOf(std::string_view word) const;
    void grow();

    std::string m_letters; ///< all words, one after the other
    std::vector<std::size_t> m_starts; ///< by number, and the end
    std::vector<WordId> m_slots; ///< open addressing; Empty where free
};

} // namespace vitrine::ngram

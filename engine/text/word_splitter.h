#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/text_pattern.h"
#include "engine/values/expected.h"

namespace vitrine::text {

/// What becomes of the matches of a pattern and of what lies between them; the names are those of
/// "Split" in Hugging Face's tokenizer.json.
enum class SplitBehavior { Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous };

/// How a text, or a word of the rule before, is cut.
struct SplitRule {
    std::string pattern; ///< a regular expression; empty: as GPT-2 cuts (preTokenEnd())
    SplitBehavior behavior = SplitBehavior::Isolated;
    bool inverted = false; ///< matches and what lies between them change places
    bool operator==(const SplitRule&) const = default;
};

/// Cuts texts into the words that a tokeniser works on, by one rule after the other.
class WordSplitter {
public:
    /// As GPT-2 does.
    WordSplitter();
    /// Error: ValueInvalid (place: the pattern) for what is no regular expression.
    static Expected<WordSplitter> create(std::vector<SplitRule> rules);

    const std::vector<SplitRule>& rules() const { return m_rules; }

    /// Calls `onWord` with each word, a part of `text`, in order. A pattern that takes too long
    /// leaves the rest of the text whole.
    using OnWord = std::function<void(std::string_view word)>;
    void forEachWord(std::string_view text, const OnWord& onWord) const;

private:
    void split(std::size_t rule, std::string_view text, const OnWord& onWord) const;

    std::vector<SplitRule> m_rules;
    std::vector<std::optional<TextPattern>> m_patterns; ///< of each rule; none for GPT-2's
};

} // namespace vitrine::text

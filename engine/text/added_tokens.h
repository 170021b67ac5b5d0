#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/values/token.h"

namespace vitrine::text {

/// A token that is looked for in the text before the tokeniser's own algorithm runs; as "added
/// tokens" in Hugging Face's tokenizer.json.
struct AddedToken {
    TokenId id = 0;
    std::string content;
    bool special = true; ///< a control token: left out of decoded text
    bool singleWord = false; ///< only where no letter or digit touches it
    bool stripLeft = false; ///< takes the white space before it
    bool stripRight = false; ///< takes the white space after it
    bool normalized = false; ///< looked for in the normalised text
    bool operator==(const AddedToken&) const = default;
};

/// A stretch of text: an added token or what stands between two of them.
struct TextSegment {
    std::size_t start = 0; ///< byte offset
    std::size_t end = 0;
    const AddedToken* token = nullptr; ///< null for ordinary text
};

/// Cuts a text at added tokens: leftmost first, the longest of those that start at one place.
class AddedTokens {
public:
    enum class Normalized { LookedFor, LeftOut };

    /// `normalized`: whether split() looks for tokens of the normalised text.
    explicit AddedTokens(
        std::vector<AddedToken> tokens, Normalized normalized = Normalized::LookedFor);

    const std::vector<AddedToken>& all() const { return m_tokens; }
    /// Segments in order, none empty; together they are the whole text.
    std::vector<TextSegment> split(std::string_view text) const;

private:
    const AddedToken* longestAt(std::string_view text, std::size_t offset) const;

    bool isLookedFor(const AddedToken& token) const {
        return !token.normalized || m_normalized == Normalized::LookedFor;
    }

    std::vector<AddedToken> m_tokens; ///< longest content first
    Normalized m_normalized;
    std::array<bool, 256> m_firstBytes{}; ///< bytes that some content starts with
};

} // namespace vitrine::text

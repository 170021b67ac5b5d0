#include "engine/text/added_tokens.h"

#include <algorithm>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "engine/text/unicode.h"

namespace vitrine::text {

namespace {

/// The offset where the character before `offset` starts.
std::size_t previousOffset(std::string_view text, std::size_t offset) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    U8_BACK_1(bytes, 0, offset);
    return offset;
}

bool isWordCharacter(std::string_view text, std::size_t offset) {
    const auto codePoint = static_cast<UChar32>(characterAt(text, offset).codePoint);
    return u_isalnum(codePoint) || codePoint == '_';
}

bool standsAlone(std::string_view text, std::size_t start, std::size_t end) {
    const bool touchesLeft = start > 0 && isWordCharacter(text, previousOffset(text, start));
    const bool touchesRight = end < text.size() && isWordCharacter(text, end);
    return !touchesLeft && !touchesRight;
}

bool isSpace(std::string_view text, std::size_t offset) {
    return u_isUWhiteSpace(static_cast<UChar32>(characterAt(text, offset).codePoint));
}

} // namespace

AddedTokens::AddedTokens(std::vector<AddedToken> tokens, Normalized normalized)
    : m_tokens(std::move(tokens)), m_normalized(normalized) {
    std::erase_if(m_tokens, [](const AddedToken& token) { return token.content.empty(); });
    std::stable_sort(
        m_tokens.begin(), m_tokens.end(), [](const AddedToken& a, const AddedToken& b) {
            return a.content.size() > b.content.size();
        });
    for (const auto& token : m_tokens) {
        auto& begins = m_firstBytes[static_cast<unsigned char>(token.content.front())];
        begins = begins || isLookedFor(token);
    }
}

const AddedToken* AddedTokens::longestAt(std::string_view text, std::size_t offset) const {
    const auto rest = text.substr(offset);
    const auto found = std::find_if(m_tokens.begin(), m_tokens.end(), [&](const AddedToken& token) {
        return isLookedFor(token) && rest.starts_with(token.content);
    });
    return found == m_tokens.end() ? nullptr : &*found;
}

std::vector<TextSegment> AddedTokens::split(std::string_view text) const {
    std::vector<TextSegment> segments;
    std::size_t done = 0; // end of the last segment
    std::size_t at = 0;
    while (at < text.size()) {
        const bool possible = m_firstBytes[static_cast<unsigned char>(text[at])];
        const auto* token = possible ? longestAt(text, at) : nullptr;
        if (!token) {
            ++at;
            continue;
        }
        std::size_t start = at;
        std::size_t end = at + token->content.size();
        at = end;
        if (token->singleWord && !standsAlone(text, start, end)) {
            continue;
        }
        while (token->stripLeft && start > done && isSpace(text, previousOffset(text, start))) {
            start = previousOffset(text, start);
        }
        while (token->stripRight && end < text.size() && isSpace(text, end)) {
            end += characterAt(text, end).length;
        }
        if (start > done) {
            segments.push_back({done, start, nullptr});
        }
        segments.push_back({start, end, token});
        done = at = end;
    }
    if (done < text.size()) {
        segments.push_back({done, text.size(), nullptr});
    }
    return segments;
}

} // namespace vitrine::text

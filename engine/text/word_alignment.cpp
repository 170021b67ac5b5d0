#include "engine/text/word_alignment.h"

#include <cstdint>
#include <memory>
#include <stdexcept>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

namespace vitrine::text {

namespace {

struct CloseText {
    void operator()(UText* text) const { utext_close(text); }
};
struct CloseIterator {
    void operator()(UBreakIterator* iterator) const { ubrk_close(iterator); }
};

/// Word boundaries of a text, asked for by byte offset.
class WordBoundaries {
public:
    explicit WordBoundaries(std::string_view text) {
        UErrorCode status = U_ZERO_ERROR;
        m_text.reset(
            utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status));
        m_iterator.reset(ubrk_open(UBRK_WORD, /*locale=*/"", nullptr, 0, &status));
        ubrk_setUText(m_iterator.get(), m_text.get(), &status);
        if (U_FAILURE(status))
            throw std::runtime_error(u_errorName(status));
    }

    bool at(std::size_t offset) const {
        return ubrk_isBoundary(m_iterator.get(), static_cast<std::int32_t>(offset)) != 0;
    }

private:
    std::unique_ptr<UText, CloseText> m_text;
    std::unique_ptr<UBreakIterator, CloseIterator> m_iterator;
};

} // namespace

std::vector<int> wordStarts(std::string_view text, const std::vector<Token>& tokens) {
    const WordBoundaries boundaries(text);
    std::vector<int> starts;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        const bool inside = i > 0 && !token.special && !tokens[i - 1].special
            && tokens[i - 1].end == token.start && !boundaries.at(token.start);
        if (!inside)
            starts.push_back(static_cast<int>(i));
    }
    return starts;
}

} // namespace vitrine::text

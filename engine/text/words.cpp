#include "engine/text/words.h"

#include <memory>

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "engine/text/unicode.h"

namespace vitrine::text {

namespace {

struct CloseText {
    void operator()(UText* text) const { utext_close(text); }
};
struct CloseBreaks {
    void operator()(UBreakIterator* breaks) const { ubrk_close(breaks); }
};

bool isLetterOrDigit(char32_t character) {
    return u_isalnum(static_cast<UChar32>(character)) != 0;
}

} // namespace

std::vector<std::string_view> wordsOf(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UText, CloseText> view(
        utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status));
    const std::unique_ptr<UBreakIterator, CloseBreaks> breaks(
        ubrk_open(UBRK_WORD, "", nullptr, 0, &status));
    if (U_SUCCESS(status)) {
        ubrk_setUText(breaks.get(), view.get(), &status);
    }
    if (U_FAILURE(status)) {
        return lettersOf(text); // without ICU's rules a word is a character
    }
    std::vector<std::string_view> words;
    auto start = ubrk_first(breaks.get());
    for (auto end = ubrk_next(breaks.get()); end != UBRK_DONE; end = ubrk_next(breaks.get())) {
        if (ubrk_getRuleStatus(breaks.get()) >= UBRK_WORD_NONE_LIMIT) {
            words.push_back(text.substr(
                static_cast<std::size_t>(start), static_cast<std::size_t>(end - start)));
        }
        start = end;
    }
    return words;
}

std::vector<std::string_view> lettersOf(std::string_view text) {
    std::vector<std::string_view> letters;
    for (std::size_t offset = 0; offset < text.size();) {
        const auto character = characterAt(text, offset);
        if (isLetterOrDigit(character.codePoint)) {
            letters.push_back(text.substr(offset, character.length));
        }
        offset += character.length;
    }
    return letters;
}

std::string lowerCased(std::string_view text) {
    std::string result;
    icu::StringByteSink<std::string> sink(&result);
    UErrorCode status = U_ZERO_ERROR;
    icu::CaseMap::utf8ToLower("", 0,
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink, nullptr,
        status);
    return U_SUCCESS(status) ? result : std::string(text);
}

} // namespace vitrine::text

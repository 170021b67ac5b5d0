#include "engine/text/sentences.h"

#include <memory>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

namespace vitrine::text {

namespace {

struct CloseText {
    void operator()(UText* text) const { utext_close(text); }
};
struct CloseBreaks {
    void operator()(UBreakIterator* breaks) const { ubrk_close(breaks); }
};

} // namespace

std::vector<std::string_view> sentencesOf(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UText, CloseText> view(
        utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status));
    const std::unique_ptr<UBreakIterator, CloseBreaks> breaks(
        ubrk_open(UBRK_SENTENCE, "", nullptr, 0, &status));
    if (U_SUCCESS(status)) {
        ubrk_setUText(breaks.get(), view.get(), &status);
    }
    if (U_FAILURE(status)) {
        return {text}; // without ICU's rules a text is one sentence
    }
    std::vector<std::string_view> sentences;
    auto start = ubrk_first(breaks.get());
    for (auto end = ubrk_next(breaks.get()); end != UBRK_DONE; end = ubrk_next(breaks.get())) {
        sentences.push_back(
            text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(end - start)));
        start = end;
    }
    return sentences;
}

} // namespace vitrine::text

#include "engine/text/text_pattern.h"

#include <utility>

#include <unicode/regex.h>
#include <unicode/utext.h>

namespace vitrine::text {

namespace {

/// In units of the matcher's own, of some milliseconds each: far more than an honest pattern takes.
constexpr std::int32_t LongestMatch = 1000;

/// A view of UTF-8 as ICU takes it; offsets count bytes.
class Utf8View {
public:
    explicit Utf8View(std::string_view text) {
        auto status = U_ZERO_ERROR;
        m_text
            = utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
    }
    ~Utf8View() { utext_close(m_text); }
    Utf8View(const Utf8View&) = delete;
    Utf8View& operator=(const Utf8View&) = delete;

    UText* get() const { return m_text; }

private:
    UText* m_text;
};

} // namespace

struct TextPattern::Compiled {
    std::unique_ptr<const icu::RegexPattern> pattern;
};

TextPattern::TextPattern(std::shared_ptr<const Compiled> compiled)
    : m_compiled(std::move(compiled)) {
}

Expected<TextPattern> TextPattern::create(const std::string& pattern) {
    auto status = U_ZERO_ERROR;
    auto compiled = std::make_shared<Compiled>();
    compiled->pattern.reset(
        icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(pattern), /*flags=*/0, status));
    if (U_FAILURE(status)) {
        return Unexpected({.code = ErrorCode::ValueInvalid,
            .subject = {},
            .place = pattern,
            .detail = "\"" + pattern + "\" is no regular expression."});
    }
    return TextPattern(std::move(compiled));
}

std::vector<PatternPart> TextPattern::parts(std::string_view text) const {
    std::vector<PatternPart> parts;
    std::size_t done = 0;
    const Utf8View view(text);
    auto status = U_ZERO_ERROR;
    const std::unique_ptr<icu::RegexMatcher> matcher(m_compiled->pattern->matcher(status));
    matcher->setTimeLimit(LongestMatch, status);
    matcher->reset(view.get());
    while (matcher->find(status) && U_SUCCESS(status)) {
        const auto start = static_cast<std::size_t>(matcher->start64(status));
        const auto end = static_cast<std::size_t>(matcher->end64(status));
        if (end == start) {
            continue;
        }
        if (start > done) {
            parts.push_back({done, start, /*match=*/false});
        }
        parts.push_back({start, end, /*match=*/true});
        done = end;
    }
    if (done < text.size()) {
        parts.push_back({done, text.size(), /*match=*/false});
    }
    return parts;
}

std::string quotedPattern(std::string_view text) {
    std::string pattern;
    for (const char c : text) {
        const bool meaning
            = std::string_view("\\^$.|?*+()[]{}-&#").find(c) != std::string_view::npos;
        pattern += meaning ? std::string("\\") + c : std::string(1, c);
    }
    return pattern;
}

} // namespace vitrine::text

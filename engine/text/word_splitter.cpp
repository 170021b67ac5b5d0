#include "engine/text/word_splitter.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <unicode/regex.h>
#include <unicode/utext.h>

#include "engine/text/pre_tokenizer.h"

namespace vitrine::text {

namespace {

/// In units of the matcher's own, of some milliseconds each: far more than an honest pattern takes.
constexpr std::int32_t LongestMatch = 1000;

struct Part {
    std::size_t start;
    std::size_t end;
    bool match;
};

/// A match joins the part before it, if that is no match.
std::vector<Part> mergedWithPrevious(const std::vector<Part>& parts) {
    std::vector<Part> result;
    bool afterMatch = false;
    for (const auto& part : parts) {
        if (part.match && !afterMatch && !result.empty()) {
            result.back().end = part.end;
        } else {
            result.push_back(part);
        }
        afterMatch = part.match;
    }
    return result;
}

/// The same from the end.
std::vector<Part> mergedWithNext(const std::vector<Part>& parts) {
    std::vector<Part> result;
    bool beforeMatch = false;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        if (part->match && !beforeMatch && !result.empty()) {
            result.back().start = part->start;
        } else {
            result.push_back(*part);
        }
        beforeMatch = part->match;
    }
    std::ranges::reverse(result);
    return result;
}

std::vector<Part> contiguous(const std::vector<Part>& parts) {
    std::vector<Part> result;
    for (const auto& part : parts) {
        if (!result.empty() && result.back().match == part.match) {
            result.back().end = part.end;
        } else {
            result.push_back(part);
        }
    }
    return result;
}

std::vector<Part> arranged(std::vector<Part> parts, SplitBehavior behavior) {
    switch (behavior) {
    case SplitBehavior::Isolated:
        return parts;
    case SplitBehavior::Removed:
        std::erase_if(parts, &Part::match);
        return parts;
    case SplitBehavior::MergedWithPrevious:
        return mergedWithPrevious(parts);
    case SplitBehavior::MergedWithNext:
        return mergedWithNext(parts);
    case SplitBehavior::Contiguous:
        return contiguous(parts);
    }
    return parts;
}

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

void splitAsGpt2(std::string_view text, const WordSplitter::OnWord& onWord) {
    for (std::size_t start = 0; start < text.size();) {
        const auto end = preTokenEnd(text, start);
        onWord(text.substr(start, end - start));
        start = end;
    }
}

} // namespace

/// A compiled regular expression.
class WordSplitter::Pattern {
public:
    explicit Pattern(const std::string& pattern) {
        auto status = U_ZERO_ERROR;
        m_pattern.reset(
            icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(pattern), /*flags=*/0, status));
        if (U_FAILURE(status)) {
            m_pattern.reset();
        }
    }
    bool isValid() const { return m_pattern != nullptr; }

    /// Matches and what lies between them, none empty; together they are the whole text.
    std::vector<Part> parts(std::string_view text) const {
        std::vector<Part> parts;
        std::size_t done = 0;
        const Utf8View view(text);
        auto status = U_ZERO_ERROR;
        const std::unique_ptr<icu::RegexMatcher> matcher(m_pattern->matcher(status));
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

private:
    std::unique_ptr<const icu::RegexPattern> m_pattern;
};

WordSplitter::WordSplitter() : m_rules(1), m_patterns(1) {
}

Expected<WordSplitter> WordSplitter::create(std::vector<SplitRule> rules) {
    WordSplitter splitter;
    splitter.m_patterns.clear();
    for (const auto& rule : rules) {
        if (rule.pattern.empty()) {
            splitter.m_patterns.push_back(nullptr);
            continue;
        }
        const auto pattern = std::make_shared<const Pattern>(rule.pattern);
        if (!pattern->isValid()) {
            return Unexpected({.code = ErrorCode::ValueInvalid,
                .subject = {},
                .place = rule.pattern,
                .detail = "\"" + rule.pattern + "\" is no regular expression."});
        }
        splitter.m_patterns.push_back(pattern);
    }
    splitter.m_rules = std::move(rules);
    return splitter;
}

void WordSplitter::forEachWord(std::string_view text, const OnWord& onWord) const {
    split(/*rule=*/0, text, onWord);
}

void WordSplitter::split(std::size_t rule, std::string_view text, const OnWord& onWord) const {
    if (rule == m_rules.size()) {
        onWord(text);
        return;
    }
    const bool last = rule + 1 == m_rules.size();
    const OnWord next
        = [&](std::string_view word) { last ? onWord(word) : split(rule + 1, word, onWord); };
    const auto* pattern = m_patterns[rule].get();
    if (!pattern) {
        splitAsGpt2(text, next);
        return;
    }
    auto parts = pattern->parts(text);
    for (auto& part : parts) {
        part.match = part.match != m_rules[rule].inverted;
    }
    for (const auto& part : arranged(std::move(parts), m_rules[rule].behavior)) {
        next(text.substr(part.start, part.end - part.start));
    }
}

} // namespace vitrine::text

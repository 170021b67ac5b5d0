#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/values/expected.h"

namespace vitrine::text {

/// A stretch of a text, as a pattern cuts it.
struct PatternPart {
    std::size_t start = 0; ///< byte offset
    std::size_t end = 0;
    bool match = false;
};

/// A compiled regular expression over UTF-8.
class TextPattern {
public:
    /// Error: ValueInvalid (place: the pattern) for what is no regular expression.
    static Expected<TextPattern> create(const std::string& pattern);

    /// Matches and what lies between them, none empty; together they are the whole text. A pattern
    /// that takes too long leaves the rest of the text whole.
    std::vector<PatternPart> parts(std::string_view text) const;

private:
    struct Compiled;
    explicit TextPattern(std::shared_ptr<const Compiled> compiled);

    std::shared_ptr<const Compiled> m_compiled;
};

/// A text that stands for itself in a regular expression.
std::string quotedPattern(std::string_view text);

} // namespace vitrine::text

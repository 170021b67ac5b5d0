#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/text/unicode_form.h"

namespace vitrine::text {

/// A text on its way through a tokeniser, and where in the input each of its bytes comes from.
/// Tracing is left out where only ids are asked for.
class TracedText {
public:
    enum class Tracing { On, Off };

    TracedText() = default;
    /// A part of the input as it is; `offset` is where it starts there.
    TracedText(std::string_view source, std::size_t offset, Tracing tracing);
    /// A text of other making; `origins` has a range for each byte, or none.
    TracedText(std::string text, std::vector<ByteRange> origins, bool atStart);

    const std::string& text() const { return m_text; }
    bool isTraced() const { return !m_origins.empty(); }
    /// It begins where the input begins.
    bool atStart() const { return m_atStart; }
    /// Where these bytes come from; only of a traced text. What was put in comes from the place
    /// before which it stands.
    ByteRange origin(ByteRange bytes) const;
    TracedText part(ByteRange bytes) const;

private:
    std::string m_text;
    std::vector<ByteRange> m_origins; ///< by byte; empty: not traced, or no text
    bool m_atStart = false;
};

/// Writes a changed text from left to right.
class TextRewriter {
public:
    explicit TextRewriter(const TracedText& before) : m_before(before) { }

    /// Bytes of the text before, as they are.
    void keep(ByteRange part);
    /// `by` instead of the part, which may be empty.
    void replace(ByteRange part, std::string_view by);
    TracedText finish();

private:
    const TracedText& m_before;
    std::string m_text;
    std::vector<ByteRange> m_origins;
};

} // namespace vitrine::text

#include "engine/text/traced_text.h"

#include <utility>

namespace vitrine::text {

TracedText::TracedText(std::string_view source, std::size_t offset, Tracing tracing)
    : m_text(source), m_atStart(offset == 0) {
    if (tracing == Tracing::On) {
        m_origins.reserve(source.size());
        for (auto at = offset; at < offset + source.size(); ++at) {
            m_origins.push_back({at, at + 1});
        }
    }
}

TracedText::TracedText(std::string text, std::vector<ByteRange> origins, bool atStart)
    : m_text(std::move(text)), m_origins(std::move(origins)), m_atStart(atStart) {
}

ByteRange TracedText::origin(ByteRange bytes) const {
    const auto at
        = bytes.start < m_origins.size() ? m_origins[bytes.start].start : m_origins.back().end;
    return {at, bytes.end > bytes.start ? m_origins[bytes.end - 1].end : at};
}

TracedText TracedText::part(ByteRange bytes) const {
    std::vector<ByteRange> origins;
    if (isTraced()) {
        origins.assign(m_origins.begin() + static_cast<std::ptrdiff_t>(bytes.start),
            m_origins.begin() + static_cast<std::ptrdiff_t>(bytes.end));
    }
    return {m_text.substr(bytes.start, bytes.end - bytes.start), std::move(origins),
        m_atStart && bytes.start == 0};
}

void TextRewriter::keep(ByteRange part) {
    m_text.append(m_before.text(), part.start, part.end - part.start);
    for (auto at = part.start; m_before.isTraced() && at < part.end; ++at) {
        m_origins.push_back(m_before.origin({at, at + 1}));
    }
}

void TextRewriter::replace(ByteRange part, std::string_view by) {
    m_text += by;
    if (m_before.isTraced()) {
        m_origins.insert(m_origins.end(), by.size(), m_before.origin(part));
    }
}

TracedText TextRewriter::finish() {
    return {std::move(m_text), std::move(m_origins), m_before.atStart()};
}

} // namespace vitrine::text

#include "engine/text/stream_decoder.h"

#include "engine/text/unicode.h"

namespace vitrine::text {

std::string StreamDecoder::push(std::string_view bytes) {
    m_pending += bytes;
    const auto complete = m_pending.size() - incompleteTail(m_pending);
    auto text = replaceInvalidUtf8(std::string_view(m_pending).substr(0, complete));
    m_pending.erase(0, complete);
    return text;
}

std::string StreamDecoder::flush() {
    auto text = replaceInvalidUtf8(m_pending);
    m_pending.clear();
    return text;
}

} // namespace vitrine::text

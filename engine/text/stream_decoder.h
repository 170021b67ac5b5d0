#pragma once

#include <string>
#include <string_view>

namespace vitrine::text {

/// Joins the bytes of tokens into text as they arrive. A character whose bytes are spread over
/// several tokens is held back until it is whole; bytes that can never become one give U+FFFD.
class StreamDecoder {
public:
    /// The characters that `bytes` completes.
    std::string push(std::string_view bytes);
    /// U+FFFD for what is still incomplete, or nothing; the decoder is fresh afterwards.
    std::string flush();
    /// Bytes held back, 0 to 3 of them.
    const std::string& pending() const { return m_pending; }

private:
    std::string m_pending;
};

} // namespace vitrine::text

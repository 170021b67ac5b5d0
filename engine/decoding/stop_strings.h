#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vitrine::decoding {

/// Watches streamed text for stop strings. Text that may turn out to begin one is held back.
class StopStrings {
public:
    explicit StopStrings(std::vector<std::string> strings);

    /// Adds text; returns what is now known to stand before any stop string.
    std::string push(std::string_view text);
    /// A stop string was completed; nothing more comes out.
    bool found() const { return m_found; }
    /// The held-back text, when no more is coming.
    std::string finish();

private:
    std::vector<std::string> m_strings;
    std::string m_held;
    bool m_found = false;
};

} // namespace vitrine::decoding

#include "engine/decoding/stop_strings.h"

#include <algorithm>
#include <utility>

namespace vitrine::decoding {

namespace {

/// Length of the longest end of `text` that begins `stop`.
std::size_t overlap(std::string_view text, std::string_view stop) {
    for (auto length = std::min(text.size(), stop.size()); length > 0; --length) {
        if (text.ends_with(stop.substr(0, length))) {
            return length;
        }
    }
    return 0;
}

} // namespace

StopStrings::StopStrings(std::vector<std::string> strings) : m_strings(std::move(strings)) {
    std::erase(m_strings, std::string());
}

std::string StopStrings::push(std::string_view text) {
    if (m_found) {
        return {};
    }
    m_held += text;
    auto cut = std::string::npos;
    std::size_t keep = 0;
    for (const auto& stop : m_strings) {
        cut = std::min(cut, m_held.find(stop));
        keep = std::max(keep, overlap(m_held, stop));
    }
    m_found = cut != std::string::npos;
    std::string sure = m_held.substr(0, m_found ? cut : m_held.size() - keep);
    m_held.erase(0, m_found ? m_held.size() : sure.size());
    return sure;
}

std::string StopStrings::finish() {
    return std::exchange(m_held, {});
}

} // namespace vitrine::decoding

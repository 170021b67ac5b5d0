#pragma once

#include <string_view>
#include <vector>

namespace vitrine::text {

/// The sentences of a valid UTF-8 text as Unicode finds them in any language (UAX #29, section 5;
/// ICU's rules), in order and without gaps: each with the space after it.
std::vector<std::string_view> sentencesOf(std::string_view text);

} // namespace vitrine::text

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vitrine::text {

/// The words of a valid UTF-8 text (UAX #29; ICU's dictionary for Chinese and Japanese), in order,
/// without what holds neither letter nor digit.
std::vector<std::string_view> wordsOf(std::string_view text);

/// The characters of a valid UTF-8 text that are letters or digits, in order.
std::vector<std::string_view> lettersOf(std::string_view text);

/// In small letters (full case mapping, no language's own rules).
std::string lowerCased(std::string_view text);

} // namespace vitrine::text

#pragma once

#include <cstddef>
#include <string_view>

namespace vitrine::text {

/// Where the pre-token that starts at `start` ends, as GPT-2 cuts text (Radford et al. 2019;
/// encoder.py of openai/gpt-2):
///
///     's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
///
/// Letters, numbers and white space are those of the Unicode standard; invalid UTF-8 counts as
/// neither. `start` lies inside the text and the result after it.
std::size_t preTokenEnd(std::string_view text, std::size_t start);

} // namespace vitrine::text

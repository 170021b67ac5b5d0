#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::text {

/// The normalisation forms of Unicode Standard Annex 15.
enum class UnicodeForm { None, Nfc, Nfd, Nfkc, Nfkd };

/// Bytes of a text.
struct ByteRange {
    std::size_t start = 0;
    std::size_t end = 0;
    bool operator==(const ByteRange&) const = default;
};

/// A text in some form, and where each of its bytes comes from.
struct NormalizedText {
    std::string text;
    std::vector<ByteRange> origins; ///< by byte of `text`; empty: each comes from its own place
};

/// What is no valid UTF-8 stays as it is.
NormalizedText normalized(std::string_view utf8, UnicodeForm form);

} // namespace vitrine::text

#include "engine/text/text_file.h"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include "engine/text/unicode.h"
#include "engine/text/whole_file.h"

namespace vitrine::text {

namespace {

using namespace std::string_view_literals;

constexpr std::array<std::pair<std::string_view, const char*>, 3> Marks{{
    {"\xEF\xBB\xBF"sv, "UTF-8"},
    {"\xFF\xFE"sv, "UTF-16LE"},
    {"\xFE\xFF"sv, "UTF-16BE"},
}};

/// ICU looks at so much to find out how bytes are to be read.
constexpr std::size_t DetectionBytes = std::size_t{1} << 20;
constexpr std::int32_t LeastConfidence = 10; // of 100

/// Whether bytes that are no UTF-8 are the exception among characters beyond ASCII.
bool isMostlyUtf8(std::string_view bytes) {
    std::size_t good = 0;
    std::size_t bad = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto character = characterAt(bytes, at);
        bad += character.valid ? 0 : 1;
        good += character.valid && character.length > 1 ? 1 : 0;
        at += character.length;
    }
    return bad == 0 || good > bad;
}

std::optional<std::string> detected(std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(
        ucsdet_open(&status), &ucsdet_close);
    const auto part = bytes.substr(0, DetectionBytes);
    ucsdet_setText(detector.get(), part.data(), static_cast<std::int32_t>(part.size()), &status);
    const auto* match = ucsdet_detect(detector.get(), &status);
    if (U_FAILURE(status) || !match || ucsdet_getConfidence(match, &status) < LeastConfidence) {
        return std::nullopt;
    }
    return ucsdet_getName(match, &status);
}

/// Nothing where bytes cannot be read so.
std::optional<std::string> converted(std::string_view bytes, const std::string& encoding) {
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()) / 4) {
        return std::nullopt; // ICU counts in 32 bits, and a character may take four bytes
    }
    std::string result(4 * bytes.size() + 4, '\0');
    UErrorCode status = U_ZERO_ERROR;
    const auto length = ucnv_convert("UTF-8", encoding.c_str(), result.data(),
        static_cast<std::int32_t>(result.size()), bytes.data(),
        static_cast<std::int32_t>(bytes.size()), &status);
    if (U_FAILURE(status)) {
        return std::nullopt;
    }
    result.resize(static_cast<std::size_t>(length));
    const bool replaced = result.find("\xEF\xBF\xBD") != std::string::npos; // U+FFFD
    return replaced ? std::nullopt : std::optional(std::move(result));
}

Expected<TextFile> decoded(
    std::string_view bytes, const std::string& encoding, const std::filesystem::path& path) {
    auto text = converted(bytes, encoding);
    if (!text) {
        const auto offset = std::to_string(firstInvalidUtf8(bytes).value_or(0));
        return Unexpected(Error{ErrorCode::TextInvalid, path.string(), offset,
            path.string() + ", byte " + offset + ": the text is in no encoding that fits."});
    }
    return TextFile{*std::move(text), encoding};
}

} // namespace

Expected<TextFile> readTextFile(const std::filesystem::path& path, std::uintmax_t maximumBytes) {
    auto bytes = readWholeFile(path, maximumBytes);
    if (!bytes) {
        return Unexpected(bytes.error());
    }
    for (const auto& [mark, encoding] : Marks) {
        if (bytes->starts_with(mark)) {
            bytes->erase(0, mark.size());
            return encoding == "UTF-8"sv ? TextFile{*std::move(bytes)}
                                         : decoded(*bytes, encoding, path);
        }
    }
    if (isMostlyUtf8(*bytes)) {
        return TextFile{*std::move(bytes)};
    }
    return decoded(*bytes, detected(*bytes).value_or("unknown"), path);
}

} // namespace vitrine::text

#include "engine/text/precompiled_map.h"

#include <algorithm>
#include <memory>

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include "engine/text/unicode.h"

namespace vitrine::text {

namespace {

constexpr std::size_t UnitBytes = 4;
constexpr std::size_t LongestWholeGrapheme = 5; // bytes
constexpr std::string_view Base64Digits
    = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::uint32_t unitAt(std::string_view bytes, std::size_t index) {
    std::uint32_t unit = 0;
    for (std::size_t i = UnitBytes; i-- > 0;) {
        unit = unit << 8 | static_cast<unsigned char>(bytes[index * UnitBytes + i]);
    }
    return unit;
}

/// A unit of a darts-clone double array holds a byte's label, the offset of its children and
/// whether a key ends there; one without label holds a key's value.
constexpr std::uint32_t ValueBits = (std::uint32_t{1} << 31) - 1;
bool endsKey(std::uint32_t unit) {
    return (unit >> 8 & 1) == 1;
}
std::uint32_t labelOf(std::uint32_t unit) {
    return unit & (~ValueBits | 0xFF);
}
std::uint32_t offsetOf(std::uint32_t unit) {
    return unit >> 10 << ((unit & 1U << 9) >> 6);
}

Unexpected invalid(const std::string& reason) {
    return Unexpected(
        Error{.code = ErrorCode::ValueInvalid, .subject = {}, .place = {}, .detail = reason});
}

} // namespace

Expected<PrecompiledMap> PrecompiledMap::create(std::string_view bytes) {
    const auto trieBytes = bytes.size() < UnitBytes ? std::size_t{0} : unitAt(bytes, 0);
    if (trieBytes < UnitBytes || trieBytes % UnitBytes != 0
        || trieBytes > bytes.size() - UnitBytes) {
        return invalid("The table of normalised characters is cut short.");
    }
    PrecompiledMap map;
    bytes.remove_prefix(UnitBytes);
    for (std::size_t i = 0; i < trieBytes / UnitBytes; ++i) {
        map.m_units.push_back(unitAt(bytes, i));
    }
    map.m_replacements = bytes.substr(trieBytes);
    return map;
}

const char* PrecompiledMap::find(std::string_view sequence) const {
    auto position = offsetOf(m_units[0]);
    for (const char c : sequence) {
        const auto byte = static_cast<unsigned char>(c);
        position ^= byte;
        if (byte == 0 || position >= m_units.size() || labelOf(m_units[position]) != byte) {
            return nullptr;
        }
        const auto unit = m_units[position];
        position ^= offsetOf(unit);
        if (endsKey(unit) && position < m_units.size()) {
            const auto value = m_units[position] & ValueBits;
            return value < m_replacements.size() ? m_replacements.c_str() + value : nullptr;
        }
    }
    return nullptr;
}

void PrecompiledMap::rewrite(
    std::string_view text, ByteRange grapheme, TextRewriter& writer) const {
    const auto sequence = text.substr(grapheme.start, grapheme.end - grapheme.start);
    if (const auto* whole = sequence.size() <= LongestWholeGrapheme ? find(sequence) : nullptr) {
        writer.replace(grapheme, whole);
        return;
    }
    for (auto at = grapheme.start; at < grapheme.end;) {
        const ByteRange character{at, at + characterAt(text, at).length};
        const auto* found = find(text.substr(at, character.end - at));
        found ? writer.replace(character, found) : writer.keep(character);
        at = character.end;
    }
}

TracedText PrecompiledMap::normalized(const TracedText& text) const {
    auto status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> breaks(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    auto* view = utext_openUTF8(
        nullptr, text.text().data(), static_cast<std::int64_t>(text.text().size()), &status);
    TextRewriter writer(text);
    if (U_SUCCESS(status)) {
        breaks->setText(view, status);
        auto start = static_cast<std::size_t>(breaks->first());
        for (auto next = breaks->next(); next != icu::BreakIterator::DONE; next = breaks->next()) {
            const auto end = static_cast<std::size_t>(next);
            rewrite(text.text(), {start, end}, writer);
            start = end;
        }
    }
    utext_close(view);
    return writer.finish();
}

Expected<std::string> decodedBase64(std::string_view text) {
    while (text.ends_with('=')) {
        text.remove_suffix(1);
    }
    std::string bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const auto digit = Base64Digits.find(c);
        if (digit == std::string_view::npos) {
            return invalid("The text is not in Base64.");
        }
        bits = bits << 6 | static_cast<std::uint32_t>(digit);
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes += static_cast<char>(bits >> count & 0xFF);
        }
    }
    return bytes;
}

std::string encodedBase64(std::string_view bytes) {
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t bits = 0;
        const auto count = std::min<std::size_t>(3, bytes.size() - at);
        for (std::size_t i = 0; i < 3; ++i) {
            bits = bits << 8 | (i < count ? static_cast<unsigned char>(bytes[at + i]) : 0U);
        }
        for (std::size_t digit = 0; digit < 4; ++digit) {
            text += digit <= count ? Base64Digits[bits >> (18 - 6 * digit) & 0x3F] : '=';
        }
    }
    return text;
}

} // namespace vitrine::text

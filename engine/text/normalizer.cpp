#include "engine/text/normalizer.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <unicode/uchar.h>

#include "engine/text/byte_alphabet.h"
#include "engine/text/precompiled_map.h"
#include "engine/text/split_rules.h"
#include "engine/text/tokenizer_parts.h"
#include "engine/text/unicode.h"
#include "engine/text/words.h"

namespace vitrine::text {

namespace {

bool isSpace(char32_t c) {
    return u_isUWhiteSpace(static_cast<UChar32>(c));
}

/// A text of which each character stays (nothing), goes ("") or becomes another.
template <typename Change>
TracedText eachCharacter(const TracedText& before, const Change& change) {
    TextRewriter writer(before);
    const std::string_view text = before.text();
    for (std::size_t at = 0; at < text.size();) {
        const auto character = characterAt(text, at);
        const ByteRange part{at, at + character.length};
        const std::optional<std::string> by
            = character.valid ? change(character.codePoint) : std::nullopt;
        by ? writer.replace(part, *by) : writer.keep(part);
        at = part.end;
    }
    return writer.finish();
}

std::optional<std::string> lowerCase(char32_t c) {
    std::string character;
    appendUtf8(character, c);
    return lowerCased(character);
}

std::optional<std::string> withoutMarks(char32_t c) {
    const bool mark = U_MASK(u_charType(static_cast<UChar32>(c))) & U_GC_M_MASK;
    return mark ? std::optional<std::string>("") : std::nullopt;
}

/// SentencePiece's "nmt" rules: controls go, and what looks like a space becomes one.
std::optional<std::string> cleanedUp(char32_t c) {
    const bool control = (c >= 0x01 && c <= 0x08) || c == 0x0B || (c >= 0x0E && c <= 0x1F)
        || c == 0x7F || c == 0x8F || c == 0x9F;
    if (control) {
        return "";
    }
    constexpr std::array<char32_t, 9> Spaces{
        0x09, 0x0A, 0x0C, 0x0D, 0x1680, 0x2028, 0x2029, 0x2581, 0xFEFF};
    const bool space = std::ranges::find(Spaces, c) != Spaces.end() || (c >= 0x200B && c <= 0x200F)
        || c == 0xFFFD;
    return space ? std::optional<std::string>(" ") : std::nullopt;
}

TracedText inForm(const TracedText& before, UnicodeForm form) {
    auto after = text::normalized(before.text(), form);
    if (after.origins.empty()) {
        return before; // which has that form
    }
    std::vector<ByteRange> origins;
    for (std::size_t i = 0; before.isTraced() && i < after.origins.size(); ++i) {
        origins.push_back(before.origin(after.origins[i]));
    }
    return {std::move(after.text), std::move(origins), before.atStart()};
}

TracedText stripped(const TracedText& text, bool left, bool right) {
    const auto size = text.text().size();
    std::size_t first = size; // character that is no space
    std::size_t last = 0; // end of the last such
    for (std::size_t at = 0; at < size;) {
        const auto character = characterAt(text.text(), at);
        const auto end = at + character.length;
        if (!isSpace(character.codePoint)) {
            first = std::min(first, at);
            last = end;
        }
        at = end;
    }
    const auto start = left ? first : 0;
    return text.part({start, std::max(start, right ? last : size)});
}

TracedText replaced(const TracedText& before, const TextPattern& pattern, std::string_view by) {
    TextRewriter writer(before);
    for (const auto& part : pattern.parts(before.text())) {
        const ByteRange range{part.start, part.end};
        part.match ? writer.replace(range, by) : writer.keep(range);
    }
    return writer.finish();
}

Normalizer::Step readReplace(const JsonValue& part) {
    auto pattern = readTextPattern(part.member("pattern").value());
    auto content = part.member("content").value().asString().value();
    return [pattern = std::move(pattern), content = std::move(content)](
               const TracedText& text) { return replaced(text, pattern, content); };
}

Normalizer::Step readPrecompiled(const JsonValue& part) {
    const auto member = part.member("precompiled_charsmap").value();
    const auto map = decodedBase64(member.asString().value()).and_then(&PrecompiledMap::create);
    if (!map) {
        throw tl::bad_expected_access<Error>(
            member.invalid("holds no table of normalised characters"));
    }
    return [shared = std::make_shared<const PrecompiledMap>(*map)](
               const TracedText& text) { return shared->normalized(text); };
}

Normalizer::Step readStep(const JsonValue& part) {
    const auto type = typeOf(part);
    if (const auto form = unicodeFormOf(type)) {
        return [form = *form](const TracedText& text) { return inForm(text, form); };
    }
    if (type == "Lowercase") {
        return [](const TracedText& text) { return eachCharacter(text, lowerCase); };
    }
    if (type == "StripAccents") {
        return [](const TracedText& text) { return eachCharacter(text, withoutMarks); };
    }
    if (type == "Nmt") {
        return [](const TracedText& text) { return eachCharacter(text, cleanedUp); };
    }
    if (type == "Strip") {
        const bool left = part.boolOr("strip_left", true).value();
        const bool right = part.boolOr("strip_right", true).value();
        return [left, right](const TracedText& text) { return stripped(text, left, right); };
    }
    if (type == "Prepend") {
        return [prefix = part.member("prepend").value().asString().value()](
                   const TracedText& text) { return withPrefix(text, prefix); };
    }
    if (type == "Replace") {
        return readReplace(part);
    }
    if (type == "ByteLevel") {
        return spelledAsBytes;
    }
    if (type == "Precompiled") {
        return readPrecompiled(part);
    }
    refuse(part, type);
}

} // namespace

Normalizer::Normalizer(std::vector<Step> steps) : m_steps(std::move(steps)) {
}

TracedText Normalizer::normalized(TracedText text) const {
    for (const auto& step : m_steps) {
        if (!text.text().empty()) {
            text = step(text);
        }
    }
    return text;
}

Normalizer readNormalizer(const std::vector<JsonValue>& parts) {
    std::vector<Normalizer::Step> steps;
    std::ranges::transform(parts, std::back_inserter(steps), readStep);
    return Normalizer(std::move(steps));
}

TracedText spelledAsBytes(const TracedText& text) {
    TextRewriter writer(text);
    for (std::size_t at = 0; at < text.text().size(); ++at) {
        writer.replace({at, at + 1}, byteCharacters()[static_cast<unsigned char>(text.text()[at])]);
    }
    return writer.finish();
}

TracedText withPrefix(const TracedText& text, std::string_view prefix) {
    TextRewriter writer(text);
    writer.replace({0, 0}, prefix);
    writer.keep({0, text.text().size()});
    return writer.finish();
}

} // namespace vitrine::text

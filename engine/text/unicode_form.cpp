#include "engine/text/unicode_form.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "engine/text/unicode.h"

namespace vitrine::text {

namespace {

const icu::Normalizer2* normalizerFor(UnicodeForm form) {
    auto status = U_ZERO_ERROR;
    switch (form) {
    case UnicodeForm::Nfc:
        return icu::Normalizer2::getNFCInstance(status);
    case UnicodeForm::Nfd:
        return icu::Normalizer2::getNFDInstance(status);
    case UnicodeForm::Nfkc:
        return icu::Normalizer2::getNFKCInstance(status);
    case UnicodeForm::Nfkd:
        return icu::Normalizer2::getNFKDInstance(status);
    case UnicodeForm::None:
        break;
    }
    return nullptr;
}

icu::StringPiece pieceOf(std::string_view text) {
    return {text.data(), static_cast<std::int32_t>(text.size())};
}

std::string normalizedPart(const icu::Normalizer2& normalizer, std::string_view part) {
    auto status = U_ZERO_ERROR;
    std::string result;
    normalizer.normalize(icu::UnicodeString::fromUTF8(pieceOf(part)), status).toUTF8String(result);
    return result;
}

/// Where the characters that may join the one at `start` end.
std::size_t partEnd(const icu::Normalizer2& normalizer, std::string_view text, std::size_t start) {
    auto end = start + characterAt(text, start).length;
    while (end < text.size()
        && !normalizer.hasBoundaryBefore(static_cast<UChar32>(characterAt(text, end).codePoint))) {
        end += characterAt(text, end).length;
    }
    return end;
}

} // namespace

NormalizedText normalized(std::string_view utf8, UnicodeForm form) {
    const auto* normalizer = normalizerFor(form);
    auto status = U_ZERO_ERROR;
    if (!normalizer || firstInvalidUtf8(utf8)
        || normalizer->isNormalizedUTF8(pieceOf(utf8), status)) {
        return {std::string(utf8), {}};
    }
    NormalizedText result;
    for (std::size_t start = 0; start < utf8.size();) {
        const auto end = partEnd(*normalizer, utf8, start);
        const auto part = utf8.substr(start, end - start);
        const auto changed = normalizedPart(*normalizer, part);
        for (std::size_t i = 0; i < changed.size(); ++i) {
            result.origins.push_back(
                changed == part ? ByteRange{start + i, start + i + 1} : ByteRange{start, end});
        }
        result.text += changed;
        start = end;
    }
    return result;
}

} // namespace vitrine::text

#include "engine/text/bert_words.h"

#include <algorithm>
#include <array>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include "engine/text/unicode.h"

namespace vitrine::text {

namespace {

constexpr char32_t asciiEnd = 0x80;

/// The blocks of Chinese characters, as Hugging Face tokenizers has them (the first of extension E
/// are missing there, so here too).
bool isChinese(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2A6DF) || (c >= 0x2A700 && c <= 0x2B81F)
        || (c >= 0x2B920 && c <= 0x2CEAF) || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
}

bool isSpace(char32_t c) {
    if (c < asciiEnd) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
    return u_isUWhiteSpace(static_cast<UChar32>(c));
}

bool isAsciiPunctuation(char32_t c) {
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`')
        || (c >= '{' && c <= '~');
}

bool isPunctuation(char32_t c) {
    if (c < asciiEnd) {
        return isAsciiPunctuation(c);
    }
    return (U_MASK(u_charType(static_cast<UChar32>(c))) & U_GC_P_MASK) != 0;
}

bool isNonspacingMark(char32_t c) {
    return u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK;
}

bool isDroppedByCleaning(char32_t c) {
    if (c < asciiEnd) {
        const bool control = c < ' ' || c == 0x7F;
        return control && c != '\t' && c != '\n' && c != '\r';
    }
    constexpr auto controls = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK;
    return c == 0xFFFD || (U_MASK(u_charType(static_cast<UChar32>(c))) & controls);
}

/// The canonical decomposition of one character (NFD); itself where it has none.
std::u16string decomposed(char32_t c) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* nfd = unorm2_getNFDInstance(&status);
    std::array<UChar, 32> buffer{}; // the longest has 4 code points
    const auto length = unorm2_getDecomposition(nfd, static_cast<UChar32>(c), buffer.data(),
        static_cast<std::int32_t>(buffer.size()), &status);
    if (length > 0 && U_SUCCESS(status)) {
        return {buffer.data(), static_cast<std::size_t>(length)};
    }
    return c <= 0xFFFF ? std::u16string(1, static_cast<char16_t>(c))
                       : std::u16string{U16_LEAD(c), U16_TRAIL(c)};
}

/// Ideographs have no case, no accents and no other form, save for the compatibility blocks.
bool isPlainIdeograph(char32_t c) {
    const bool compatibility = (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
    return isChinese(c) && !compatibility;
}

class Splitter {
public:
    Splitter(const BertNormalization& normalization,
        const std::function<void(const BertWord&)>& onWord, std::string* normalized)
        : m_normalization(normalization), m_onWord(onWord), m_normalized(normalized) { }

    /// Adds the next character of the source, which stands at [start, end).
    void add(char32_t c, std::size_t start, std::size_t end) {
        m_start = start;
        m_end = end;
        if (m_normalization.splitChinese && isChinese(c)) {
            putSpace(' ');
            isPlainIdeograph(c) ? putInWord(c) : foldCase(c);
            putSpace(' ');
        } else if (!m_normalization.cleanText) {
            foldCase(c);
        } else if (!isDroppedByCleaning(c)) {
            isSpace(c) ? putSpace(' ') : foldCase(c);
        }
    }

    void flush() {
        if (!m_word.text.empty()) {
            m_onWord(m_word);
            m_word.text.clear();
            m_word.characters.clear();
        }
    }

private:
    void foldCase(char32_t c) {
        if (!m_normalization.stripAccents || c < asciiEnd) {
            lower(c);
            return;
        }
        const auto parts = decomposed(c);
        for (std::size_t i = 0; i < parts.size();) {
            UChar32 part = 0;
            U16_NEXT(parts.data(), i, parts.size(), part);
            if (!isNonspacingMark(static_cast<char32_t>(part))) {
                lower(static_cast<char32_t>(part));
            }
        }
    }

    void lower(char32_t c) {
        constexpr char32_t capitalIWithDot = 0x130; // the one character whose lower case is two
        constexpr char32_t dotAbove = 0x307;
        if (!m_normalization.lowercase) {
            put(c);
        } else if (c == capitalIWithDot) {
            put('i');
            put(dotAbove);
        } else if (c < asciiEnd) {
            put(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        } else {
            put(static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
        }
    }

    void put(char32_t c) {
        if (isSpace(c)) {
            putSpace(c);
        } else if (isPunctuation(c)) {
            flush();
            putInWord(c);
            flush();
        } else {
            putInWord(c);
        }
    }

    void putSpace(char32_t c) {
        if (m_normalized) {
            appendUtf8(*m_normalized, c);
        }
        flush();
    }

    void putInWord(char32_t c) {
        if (m_normalized) {
            appendUtf8(*m_normalized, c);
        }
        m_word.characters.push_back({m_word.text.size(), m_start, m_end});
        appendUtf8(m_word.text, c);
    }

    const BertNormalization& m_normalization;
    const std::function<void(const BertWord&)>& m_onWord;
    std::string* m_normalized;
    BertWord m_word;
    std::size_t m_start = 0; ///< of the source character being added
    std::size_t m_end = 0;
};

} // namespace

void splitBertWords(std::string_view text, const BertNormalization& normalization,
    const std::function<void(const BertWord&)>& onWord, std::string* normalized) {
    Splitter splitter(normalization, onWord, normalized);
    for (std::size_t offset = 0; offset < text.size();) {
        const auto character = characterAt(text, offset);
        splitter.add(character.codePoint, offset, offset + character.length);
        offset += character.length;
    }
    splitter.flush();
}

} // namespace vitrine::text

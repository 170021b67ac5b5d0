#include "widgets/common/token_text.h"

#include <cstdint>

#include <QByteArray>
#include <QChar>
#include <QList>

namespace vitrine::widgets {

namespace {

constexpr QChar spaceDot(0x00B7);
constexpr QChar lineEndArrow(0x21B5);
constexpr QChar tabArrow(0x21E5);
constexpr QChar incompleteBox(0x25AF);

bool isContinuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// What the lead byte promises; 0 for a byte that cannot lead.
std::size_t promisedLength(unsigned char lead) {
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/// Overlong forms, surrogates and what lies above U+10FFFF: the second byte tells (RFC 3629).
bool secondByteAllowed(unsigned char lead, unsigned char second) {
    switch (lead) {
    case 0xE0:
        return second >= 0xA0;
    case 0xED:
        return second <= 0x9F;
    case 0xF0:
        return second >= 0x90;
    case 0xF4:
        return second <= 0x8F;
    default:
        return true;
    }
}

QString characterText(char32_t character) {
    if (character == U'\n')
        return lineEndArrow;
    if (character == U'\t')
        return tabArrow;
    const auto category = QChar::category(character);
    const bool unseen = category == QChar::Other_Control || category == QChar::Other_Format
        || category == QChar::Separator_Line || category == QChar::Separator_Paragraph
        || (category == QChar::Separator_Space && character != U' ');
    if (unseen)
        return QStringLiteral("⟨U+%1⟩")
            .arg(static_cast<uint>(character), 4, 16, QLatin1Char('0'))
            .toUpper();
    return QString::fromUcs4(&character, 1);
}

/// Bytes from `position` up to the next character that is whole.
std::size_t brokenLength(std::string_view bytes, std::size_t position) {
    std::size_t end = position + 1;
    while (end < bytes.size() && utf8CharacterLength(bytes, end) == 0)
        ++end;
    return end - position;
}

QString dotsForOuterSpaces(QString text) {
    for (qsizetype i = 0; i < text.size() && text[i] == QLatin1Char(' '); ++i)
        text[i] = spaceDot;
    for (qsizetype i = text.size() - 1; i >= 0 && text[i] == QLatin1Char(' '); --i)
        text[i] = spaceDot;
    return text;
}

/// WordPiece writes a space before every word, and each Chinese character counts as one.
bool hasSpaceOfDecoder(const Token& token) {
    constexpr char32_t FirstEastAsian = 0x2E80; // CJK radicals; ideographs and their marks follow
    const auto characters = QString::fromStdString(token.piece).toUcs4();
    return token.bytes == ' ' + token.piece && !characters.isEmpty()
        && characters.front() >= FirstEastAsian;
}

} // namespace

std::size_t utf8CharacterLength(std::string_view bytes, std::size_t position) {
    const auto lead = static_cast<unsigned char>(bytes[position]);
    const std::size_t length = promisedLength(lead);
    if (length == 0 || position + length > bytes.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if (!isContinuation(bytes[position + i]))
            return 0;
    }
    const bool allowed
        = length == 1 || secondByteAllowed(lead, static_cast<unsigned char>(bytes[position + 1]));
    return allowed ? length : 0;
}

QString tokenText(std::string_view bytes) {
    QString result;
    std::size_t position = 0;
    while (position < bytes.size()) {
        std::size_t length = utf8CharacterLength(bytes, position);
        if (length > 0) {
            const auto ucs4
                = QString::fromUtf8(bytes.data() + position, static_cast<qsizetype>(length))
                      .toUcs4();
            result += characterText(ucs4.front());
        } else {
            length = brokenLength(bytes, position);
            result += incompleteBox
                + hexBytes(bytes.substr(position, length)).remove(QLatin1Char(' '));
        }
        position += length;
    }
    return dotsForOuterSpaces(result);
}

QString tokenText(const Token& token) {
    const bool plain = token.special || token.bytes.empty() || hasSpaceOfDecoder(token);
    return plain ? QString::fromStdString(token.piece) : tokenText(token.bytes);
}

QStringList tokenTexts(const std::vector<Token>& tokens) {
    QStringList texts;
    for (const auto& token : tokens)
        texts += tokenText(token);
    return texts;
}

QString hexBytes(std::string_view bytes) {
    return QString::fromLatin1(
        QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())).toHex(' ').toUpper());
}

} // namespace vitrine::widgets

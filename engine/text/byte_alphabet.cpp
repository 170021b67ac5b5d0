#include "engine/text/byte_alphabet.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "engine/text/unicode.h"

namespace vitrine::text {

namespace {

constexpr std::size_t byteCount = 256;
constexpr char32_t firstSubstitute = 0x100;

constexpr bool isPrintableLatin1(std::size_t byte) {
    return (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte != 0xAD);
}

constexpr auto codePoints = [] {
    std::array<char32_t, byteCount> table{};
    char32_t substitute = firstSubstitute;
    for (std::size_t byte = 0; byte < byteCount; ++byte) {
        table[byte] = isPrintableLatin1(byte) ? static_cast<char32_t>(byte) : substitute++;
    }
    return table;
}();

/// The byte that a character stands for, or -1.
constexpr auto bytesOfCodePoints = [] {
    std::array<int, 2 * byteCount> table{};
    table.fill(-1);
    for (std::size_t byte = 0; byte < byteCount; ++byte) {
        table[codePoints[byte]] = static_cast<int>(byte);
    }
    return table;
}();

} // namespace

const std::array<std::string, 256>& byteCharacters() {
    static const auto characters = [] {
        std::array<std::string, byteCount> table;
        for (std::size_t byte = 0; byte < byteCount; ++byte) {
            appendUtf8(table[byte], codePoints[byte]);
        }
        return table;
    }();
    return characters;
}

const std::array<unsigned char, 256>& bytesInAlphabetOrder() {
    static const auto bytes = [] {
        std::array<unsigned char, byteCount> order{};
        std::iota(order.begin(), order.end(), 0);
        std::sort(order.begin(), order.end(),
            [](unsigned char a, unsigned char b) { return codePoints[a] < codePoints[b]; });
        return order;
    }();
    return bytes;
}

std::string bytesToPiece(std::string_view bytes) {
    std::string piece;
    for (const char byte : bytes) {
        piece += byteCharacters()[static_cast<unsigned char>(byte)];
    }
    return piece;
}

std::optional<std::string> pieceToBytes(std::string_view piece) {
    std::string bytes;
    for (std::size_t offset = 0; offset < piece.size();) {
        const auto character = characterAt(piece, offset);
        const bool inTable = character.valid && character.codePoint < bytesOfCodePoints.size();
        const int byte = inTable ? bytesOfCodePoints[character.codePoint] : -1;
        if (byte < 0) {
            return std::nullopt;
        }
        bytes += static_cast<char>(byte);
        offset += character.length;
    }
    return bytes;
}

std::string bytePiece(unsigned char byte) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    return std::string("<0x") + digits[byte >> 4] + digits[byte & 0xF] + '>';
}

std::optional<unsigned char> byteOfPiece(std::string_view piece) {
    static const auto bytes = [] {
        std::unordered_map<std::string, unsigned char> table;
        for (std::size_t byte = 0; byte < byteCount; ++byte) {
            table.emplace(
                bytePiece(static_cast<unsigned char>(byte)), static_cast<unsigned char>(byte));
        }
        return table;
    }();
    const auto found = bytes.find(std::string(piece));
    return found == bytes.end() ? std::nullopt : std::optional(found->second);
}

} // namespace vitrine::text

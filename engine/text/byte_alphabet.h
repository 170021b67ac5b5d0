#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine::text {

/// GPT-2's way of writing bytes as printable characters, so that any byte string is a readable
/// vocabulary entry (bytes_to_unicode in encoder.py of openai/gpt-2): printable Latin-1 stands for
/// itself, the other bytes, in order, for U+0100 onward. A space becomes "Ġ".

/// The character of each byte, in UTF-8.
const std::array<std::string, 256>& byteCharacters();

/// All bytes in the order of their characters: the order of GPT-2's first 256 tokens.
const std::array<unsigned char, 256>& bytesInAlphabetOrder();

std::string bytesToPiece(std::string_view bytes);

/// Empty where some character of the piece stands for no byte.
std::optional<std::string> pieceToBytes(std::string_view piece);

/// The piece that stands for a byte where a vocabulary lacks a character: "<0xE6>".
std::string bytePiece(unsigned char byte);

/// Empty for another piece.
std::optional<unsigned char> byteOfPiece(std::string_view piece);

} // namespace vitrine::text

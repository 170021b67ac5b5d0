#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/traced_text.h"
#include "engine/values/expected.h"

namespace vitrine::text {

/// The table of character sequences and what they become that a SentencePiece model brings along
/// (Kudo and Richardson 2018, section 3.2): a double-array trie and the replacements, each ended by
/// a zero. A grapheme of up to five bytes is looked up whole, a longer one character by character,
/// as Hugging Face tokenizers does ("Precompiled").
class PrecompiledMap {
public:
    /// `bytes`: the trie's size in bytes, little-endian, 32 bits; the trie; the replacements.
    /// Error: ValueInvalid where they are cut short.
    static Expected<PrecompiledMap> create(std::string_view bytes);

    TracedText normalized(const TracedText& text) const;

private:
    PrecompiledMap() = default;
    /// What the shortest beginning of `sequence` that the trie holds becomes; null: none.
    const char* find(std::string_view sequence) const;
    void rewrite(std::string_view text, ByteRange grapheme, TextRewriter& writer) const;

    std::vector<std::uint32_t> m_units; ///< of a darts-clone double array
    std::string m_replacements;
};

/// The bytes that a text in Base64 (RFC 4648, section 4) stands for. Error: ValueInvalid.
Expected<std::string> decodedBase64(std::string_view text);
std::string encodedBase64(std::string_view bytes);

} // namespace vitrine::text

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace vitrine {

using TokenId = std::int32_t;

/// One unit of a text as a model sees it.
struct Token {
    TokenId id = 0;
    std::string bytes; ///< what it stands for; may hold part of a UTF-8 character
    std::string piece; ///< its name in the vocabulary file ("Ġthe", "##ing", "<|endoftext|>")
    std::size_t start = 0; ///< byte offset into the UTF-8 input
    std::size_t end = 0; ///< byte offset after its last byte; start == end for added special tokens
    bool special = false; ///< a control token, not text

    bool operator==(const Token&) const = default;
};

} // namespace vitrine

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace vitrine::formats {

/// How GGUF stores the numbers of a tensor: one by one, or in blocks of small integers that share
/// scales. The values are those in the file (ggml_type).
enum class BlockType : std::uint32_t {
    Float32 = 0,
    Float16 = 1,
    Q4_0 = 2, ///< d · (q − 8), q of 4 bits
    Q4_1 = 3, ///< d · q + m
    Q5_0 = 6, ///< d · (q − 16), q of 5 bits
    Q5_1 = 7, ///< d · q + m
    Q8_0 = 8, ///< d · q, q of 8 bits
    Q2_K = 10, ///< "K": blocks of 256, whose parts have scales of few bits
    Q3_K = 11,
    Q4_K = 12,
    Q5_K = 13,
    Q6_K = 14,
    BFloat16 = 30,
};

struct BlockLayout {
    BlockType type;
    std::string_view name; ///< as GGUF's documents write it: "Q4_K"
    std::size_t elements; ///< of a block; a row is made of whole blocks
    std::size_t bytes; ///< of a block
};

/// Null for a number that stands for no type read here.
const BlockLayout* layoutOf(std::uint32_t type);
const BlockLayout& layoutOf(BlockType type);

} // namespace vitrine::formats

#include "engine/formats/dequantize.h"

#include <array>
#include <bit>
#include <cassert>
#include <cstdint>
#include <cstring>

#include "engine/formats/half_float.h"

// A block is described from its first byte to its last; "low" and "high" are the ends of a byte.
// This file is compiled without fused multiply-add, which would round once where the reference
// rounds twice.

namespace vitrine::formats {

namespace {

using Byte = std::uint8_t;

constexpr int SmallBlock = 32; // elements of Q4_0 to Q8_0
constexpr int Half = SmallBlock / 2;

std::uint16_t bitsAt(const Byte* bytes) {
    std::uint16_t bits;
    std::memcpy(&bits, bytes, sizeof(bits)); // blocks need not be aligned
    return bits;
}

float halfAt(const Byte* bytes) {
    return fromHalf(bitsAt(bytes));
}

/// 1 or 0.
unsigned bitOf(unsigned bits, int index) {
    return (bits >> index) & 1U;
}

void expandFloat32(const Byte* block, float* x) {
    std::memcpy(x, block, sizeof(float));
}

void expandFloat16(const Byte* block, float* x) {
    *x = halfAt(block);
}

void expandBFloat16(const Byte* block, float* x) {
    *x = std::bit_cast<float>(static_cast<std::uint32_t>(bitsAt(block)) << 16);
}

/// d, then 16 bytes: the first half of the elements low, the second half high.
void expandQ4_0(const Byte* block, float* x) {
    const float d = halfAt(block);
    const auto* q = block + 2;
    for (int i = 0; i < Half; ++i) {
        x[i] = d * static_cast<float>((q[i] & 0xF) - 8);
        x[i + Half] = d * static_cast<float>((q[i] >> 4) - 8);
    }
}

/// d, m, then as Q4_0.
void expandQ4_1(const Byte* block, float* x) {
    const float d = halfAt(block);
    const float m = halfAt(block + 2);
    const auto* q = block + 4;
    for (int i = 0; i < Half; ++i) {
        x[i] = d * static_cast<float>(q[i] & 0xF) + m;
        x[i + Half] = d * static_cast<float>(q[i] >> 4) + m;
    }
}

/// The integers of Q5_0 and Q5_1: the fifth bit of each element, then the other four as in Q4_0.
std::array<int, SmallBlock> fiveBits(const Byte* bytes) {
    std::uint32_t fifth;
    std::memcpy(&fifth, bytes, sizeof(fifth));
    const auto* low = bytes + sizeof(fifth);
    std::array<int, SmallBlock> q;
    for (int i = 0; i < Half; ++i) {
        q[static_cast<std::size_t>(i)] = static_cast<int>((low[i] & 0xFU) | bitOf(fifth, i) << 4);
        q[static_cast<std::size_t>(i + Half)]
            = static_cast<int>((low[i] >> 4U) | bitOf(fifth, i + Half) << 4);
    }
    return q;
}

/// d, then the integers.
void expandQ5_0(const Byte* block, float* x) {
    const float d = halfAt(block);
    for (const int q : fiveBits(block + 2)) {
        *x++ = d * static_cast<float>(q - 16);
    }
}

/// d, m, then the integers.
void expandQ5_1(const Byte* block, float* x) {
    const float d = halfAt(block);
    const float m = halfAt(block + 2);
    for (const int q : fiveBits(block + 4)) {
        *x++ = d * static_cast<float>(q) + m;
    }
}

/// d, then a signed byte for each element.
void expandQ8_0(const Byte* block, float* x) {
    const float d = halfAt(block);
    for (int i = 0; i < SmallBlock; ++i) {
        x[i] = static_cast<float>(static_cast<std::int8_t>(block[2 + i])) * d;
    }
}

/// 16 bytes of scale (low) and minimum (high) for 16 elements each, two bits for each element, the
/// scales of both. Of every 128 elements 32 share bytes with the next 32.
void expandQ2_K(const Byte* block, float* x) {
    const auto* scales = block;
    const auto* q = block + 16;
    const float d = halfAt(block + 80);
    const float least = halfAt(block + 82);
    for (int i = 0; i < 256; ++i) {
        const float scale = d * static_cast<float>(scales[i / 16] & 0xF);
        const float minimum = least * static_cast<float>(scales[i / 16] >> 4);
        const int value = (q[i / 128 * 32 + i % 32] >> (i % 128 / 32 * 2)) & 3;
        x[i] = scale * static_cast<float>(value) - minimum;
    }
}

/// The scale of part `part` of 16, of 6 bits: four in the first eight bytes, two in the last four.
int scaleOfQ3_K(const Byte* scales, int part) {
    const int low = (scales[part % 8] >> (part / 8 * 4)) & 0xF;
    const int high = (scales[8 + part % 4] >> (part / 4 * 2)) & 3;
    return (low | high << 4) - 32;
}

/// The third bit of each element, inverted, then two bits as in Q2_K, the scales, d.
void expandQ3_K(const Byte* block, float* x) {
    const auto* third = block;
    const auto* q = block + 32;
    const auto* scales = block + 96;
    const float d = halfAt(block + 108);
    for (int i = 0; i < 256; ++i) {
        const float scale = d * static_cast<float>(scaleOfQ3_K(scales, i / 16));
        const int low = (q[i / 128 * 32 + i % 32] >> (i % 128 / 32 * 2)) & 3;
        const int value = low - (bitOf(third[i % 32], i / 32) != 0 ? 0 : 4);
        x[i] = scale * static_cast<float>(value);
    }
}

struct ScaleAndMinimum {
    float scale;
    float minimum;
};

/// Of part `part` of 8 in Q4_K and Q5_K: d, the scale of the minima, then 6 bits each. The first
/// four scales and minima lie low in eight bytes, whose upper bits go on the last four.
ScaleAndMinimum scaleAndMinimum(const Byte* block, int part) {
    const auto* scales = block + 4;
    const auto* minima = block + 8;
    const auto* mixed = block + 12;
    const int i = part % 4;
    const bool first = part < 4;
    const int scale = first ? scales[i] & 0x3F : (mixed[i] & 0xF) | ((scales[i] >> 2) & 0x30);
    const int minimum = first ? minima[i] & 0x3F : (mixed[i] >> 4) | ((minima[i] >> 2) & 0x30);
    return {
        halfAt(block) * static_cast<float>(scale), halfAt(block + 2) * static_cast<float>(minimum)};
}

/// Scales, then of every 64 elements 32 low and 32 high.
void expandQ4_K(const Byte* block, float* x) {
    const auto* q = block + 16;
    for (int part = 0; part < 8; ++part) {
        const auto [scale, minimum] = scaleAndMinimum(block, part);
        for (int i = 0; i < 32; ++i) {
            const int value = (q[part / 2 * 32 + i] >> (part % 2 * 4)) & 0xF;
            x[part * 32 + i] = scale * static_cast<float>(value) - minimum;
        }
    }
}

/// Scales, the fifth bits: those of element i of part p in bit p of byte i; then as Q4_K.
void expandQ5_K(const Byte* block, float* x) {
    const auto* fifth = block + 16;
    const auto* q = block + 48;
    for (int part = 0; part < 8; ++part) {
        const auto [scale, minimum] = scaleAndMinimum(block, part);
        for (int i = 0; i < 32; ++i) {
            const unsigned low
                = (static_cast<unsigned>(q[part / 2 * 32 + i]) >> (part % 2 * 4)) & 0xFU;
            const unsigned value = low | bitOf(fifth[i], part) << 4;
            x[part * 32 + i] = scale * static_cast<float>(value) - minimum;
        }
    }
}

/// Four bits for each element (of every 128, 64 low and 64 high), two more (32 share bytes with the
/// next 32), a signed byte of scale for each 16 elements, d.
void expandQ6_K(const Byte* block, float* x) {
    const auto* low = block;
    const auto* high = block + 128;
    const auto* scales = block + 192;
    const float d = halfAt(block + 208);
    for (int i = 0; i < 256; ++i) {
        const float scale = d * static_cast<float>(static_cast<std::int8_t>(scales[i / 16]));
        const int four = (low[i / 128 * 64 + i % 64] >> (i % 128 / 64 * 4)) & 0xF;
        const int two = (high[i / 128 * 32 + i % 32] >> (i % 128 / 32 * 2)) & 3;
        x[i] = scale * static_cast<float>((four | two << 4) - 32);
    }
}

using ExpandBlock = void (*)(const Byte* block, float* x);

ExpandBlock expansionOf(BlockType type) {
    switch (type) {
    case BlockType::Float32:
        return expandFloat32;
    case BlockType::Float16:
        return expandFloat16;
    case BlockType::BFloat16:
        return expandBFloat16;
    case BlockType::Q4_0:
        return expandQ4_0;
    case BlockType::Q4_1:
        return expandQ4_1;
    case BlockType::Q5_0:
        return expandQ5_0;
    case BlockType::Q5_1:
        return expandQ5_1;
    case BlockType::Q8_0:
        return expandQ8_0;
    case BlockType::Q2_K:
        return expandQ2_K;
    case BlockType::Q3_K:
        return expandQ3_K;
    case BlockType::Q4_K:
        return expandQ4_K;
    case BlockType::Q5_K:
        return expandQ5_K;
    case BlockType::Q6_K:
        return expandQ6_K;
    }
    return nullptr;
}

} // namespace

void dequantize(BlockType type, std::span<const std::byte> blocks, std::span<float> elements) {
    const auto& layout = layoutOf(type);
    const auto expand = expansionOf(type);
    const auto count = blocks.size() / layout.bytes;
    assert(blocks.size() % layout.bytes == 0 && elements.size() == count * layout.elements);
    const auto* block = reinterpret_cast<const Byte*>(blocks.data());
    auto* x = elements.data();
    for (std::size_t i = 0; i < count; ++i) {
        expand(block, x);
        block += layout.bytes;
        x += layout.elements;
    }
}

} // namespace vitrine::formats

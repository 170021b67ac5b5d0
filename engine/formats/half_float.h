#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace vitrine::formats {

/// IEEE 754 binary16 to binary32, exactly.
inline float fromHalf(std::uint16_t half) {
    const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000U) << 16;
    const std::uint32_t exponent = (half >> 10) & 0x1FU;
    const std::uint32_t fraction = half & 0x3FFU;
    if (exponent == 0) { // zero, or without a leading 1
        const float value = std::ldexp(static_cast<float>(fraction), -24);
        return sign == 0 ? value : -value;
    }
    const std::uint32_t wide = exponent == 0x1F ? 0xFFU : exponent + 112;
    return std::bit_cast<float>(sign | (wide << 23) | (fraction << 13));
}

/// To the nearest binary16, ties to even; beyond its range infinite.
inline std::uint16_t toHalf(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = static_cast<std::uint16_t>((bits >> 16) & 0x8000U);
    const float size = std::fabs(value);
    if (!(size < 65520.0F)) {
        return static_cast<std::uint16_t>(sign | (std::isnan(value) ? 0x7E00U : 0x7C00U));
    }
    if (size < 6.103515625e-05F) { // 2⁻¹⁴: without a leading 1
        return static_cast<std::uint16_t>(
            sign | static_cast<std::uint16_t>(std::nearbyint(std::ldexp(size, 24))));
    }
    const std::uint32_t kept = bits & 0x7FFFFFFFU;
    const std::uint32_t rounded = kept + 0xFFFU + ((kept >> 13) & 1U);
    return static_cast<std::uint16_t>(sign | ((rounded >> 13) - (112U << 10)));
}

} // namespace vitrine::formats

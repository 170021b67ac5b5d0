#include "engine/nn/matrix_kernels.h"

#include <algorithm>
#include <bit>
#include <cmath>

// Sanitizers cannot run before the program has started, which is when a version is picked.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__gnu_linux__)      \
    && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define VITRINE_FOR_EACH_PROCESSOR                                                                 \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define VITRINE_FOR_EACH_PROCESSOR
#endif

namespace vitrine::nn::kernels {

namespace {

constexpr std::int64_t InputBlock = 4; // weight rows added at once in the column-major product
constexpr std::int64_t RowBlock = 32; // vectors that stay in the cache while weights pass by
constexpr float LargestWeight = 127;
constexpr float LargestValue = 32767;
constexpr float LargestSum = 2147483000.0F; // 2³¹ less what float32 may round up

float biasOr0(const float* bias, std::int64_t output) {
    return bias ? bias[output] : 0.0F;
}

} // namespace

VITRINE_FOR_EACH_PROCESSOR
void multiplyRowMajor(const ProductShape& shape, OutputRange range, const float* x,
    const float* weight, const float* bias, float* y) {
    const auto in = shape.in;
    for (auto o = range.first; o < range.last; ++o) {
        const float* w = weight + o * in;
        for (std::int64_t row = 0; row < shape.rows; ++row) {
            const float* input = x + row * in;
            float sum = 0;
#pragma omp simd reduction(+ : sum)
            for (std::int64_t i = 0; i < in; ++i) {
                sum += input[i] * w[i];
            }
            y[row * shape.out + o] = sum + biasOr0(bias, o);
        }
    }
}

VITRINE_FOR_EACH_PROCESSOR
void addColumnMajor(
    const ProductShape& shape, InputRange range, const float* x, const float* weight, float* sums) {
    const auto in = shape.in;
    const auto out = shape.out;
    auto i = range.first;
    for (; i + InputBlock <= range.last; i += InputBlock) {
        const float* w0 = weight + i * out;
        const float* w1 = w0 + out;
        const float* w2 = w1 + out;
        const float* w3 = w2 + out;
        for (std::int64_t row = 0; row < shape.rows; ++row) {
            const float* input = x + row * in + i;
            const float x0 = input[0];
            const float x1 = input[1];
            const float x2 = input[2];
            const float x3 = input[3];
            float* sum = sums + row * out;
#pragma omp simd
            for (std::int64_t o = 0; o < out; ++o) {
                sum[o] += x0 * w0[o] + x1 * w1[o] + x2 * w2[o] + x3 * w3[o];
            }
        }
    }
    for (; i < range.last; ++i) {
        for (std::int64_t row = 0; row < shape.rows; ++row) {
            for (std::int64_t o = 0; o < out; ++o) {
                sums[row * out + o] += x[row * in + i] * weight[i * out + o];
            }
        }
    }
}

VITRINE_FOR_EACH_PROCESSOR
void multiplyBFloat16(const ProductShape& shape, OutputRange range, const float* x,
    const std::uint16_t* weight, const float* bias, float* y) {
    const auto in = shape.in;
    for (auto o = range.first; o < range.last; ++o) {
        const std::uint16_t* w = weight + o * in;
        for (std::int64_t row = 0; row < shape.rows; ++row) {
            const float* input = x + row * in;
            float sum = 0;
#pragma omp simd reduction(+ : sum)
            for (std::int64_t i = 0; i < in; ++i) {
                sum += input[i] * std::bit_cast<float>(static_cast<std::uint32_t>(w[i]) << 16);
            }
            y[row * shape.out + o] = sum + biasOr0(bias, o);
        }
    }
}

VITRINE_FOR_EACH_PROCESSOR
float toFixedPoint(std::int64_t in, const float* x, std::int16_t* values) {
    float largest = 0;
    float total = 0;
#pragma omp simd reduction(max : largest) reduction(+ : total)
    for (std::int64_t i = 0; i < in; ++i) {
        const float size = std::fabs(x[i]);
        largest = std::max(largest, size);
        total += size;
    }
    if (!(largest > 0)) {
        std::fill(values, values + in, std::int16_t(0));
        return 0;
    }
    // |Σ w · value| ≤ 127 · (total · steps + rounding of in values by ½) must stay below 2³¹.
    const float room = LargestSum / LargestWeight - 0.5F * static_cast<float>(in);
    const float steps = std::min(LargestValue / largest, room / total); // per unit of x
    for (std::int64_t i = 0; i < in; ++i) {
        values[i] = static_cast<std::int16_t>(std::nearbyint(x[i] * steps));
    }
    return 1 / steps;
}

VITRINE_FOR_EACH_PROCESSOR
void multiplyInt8(const ProductShape& shape, OutputRange range, const FixedPointRows& x,
    const std::int8_t* weight, const float* scales, const float* bias, float* y) {
    const auto in = shape.in;
    for (std::int64_t firstRow = 0; firstRow < shape.rows; firstRow += RowBlock) {
        const auto lastRow = std::min(shape.rows, firstRow + RowBlock);
        for (auto o = range.first; o < range.last; ++o) {
            const std::int8_t* w = weight + o * in;
            for (auto row = firstRow; row < lastRow; ++row) {
                const std::int16_t* input = x.values + row * in;
                std::int32_t sum = 0;
                for (std::int64_t i = 0; i < in; ++i) {
                    sum += static_cast<std::int32_t>(input[i]) * w[i];
                }
                y[row * shape.out + o]
                    = static_cast<float>(sum) * (x.scales[row] * scales[o]) + biasOr0(bias, o);
            }
        }
    }
}

} // namespace vitrine::nn::kernels

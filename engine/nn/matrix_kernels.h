#pragma once

#include <cstdint>

/// Products of a weight matrix with a few vectors, where reading the weights is the whole cost.
/// Plain loops that the compiler turns into vector instructions, in a version for each generation
/// of processors; the program picks one when it starts. Each call works on outputs
/// [first, last), so that threads can share a product. `x` [rows, in] and `y` [rows, out] are
/// row-major, `bias` [out] may be null.
namespace vitrine::nn::kernels {

struct ProductShape {
    std::int64_t rows;
    std::int64_t in;
    std::int64_t out;
};

struct OutputRange {
    std::int64_t first;
    std::int64_t last;
};

/// Weight [out, in] in float32.
void multiplyRowMajor(const ProductShape& shape, OutputRange range, const float* x,
    const float* weight, const float* bias, float* y);

struct InputRange {
    std::int64_t first;
    std::int64_t last;
};

/// Weight [in, out] in float32, as GPT-2's files store it: adds what the inputs in `range`
/// contribute to `sums` [rows, out]. Threads share the inputs, so that each reads one stream.
void addColumnMajor(
    const ProductShape& shape, InputRange range, const float* x, const float* weight, float* sums);

/// Weight [out, in] in bfloat16 (the upper half of a float32).
void multiplyBFloat16(const ProductShape& shape, OutputRange range, const float* x,
    const std::uint16_t* weight, const float* bias, float* y);

/// Vectors in fixed point: x[row, i] = values[row, i] · scales[row].
struct FixedPointRows {
    const std::int16_t* values; ///< [rows, in]
    const float* scales; ///< [rows]
};

/// Writes one vector in fixed point and returns its scale. The steps are as fine as 16 bits
/// allow while no sum of products with 8-bit weights can leave 32 bits.
float toFixedPoint(std::int64_t in, const float* x, std::int16_t* values);

/// Weight [out, in] in 8 bits, row o scaled by scales[o]. The sums are exact.
void multiplyInt8(const ProductShape& shape, OutputRange range, const FixedPointRows& x,
    const std::int8_t* weight, const float* scales, const float* bias, float* y);

} // namespace vitrine::nn::kernels

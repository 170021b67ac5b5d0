#include "engine/embeddings/vector_kernels.h"

// Sanitizers cannot run before the program has started, which is when a version is picked.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__gnu_linux__)      \
    && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define VITRINE_FOR_EACH_PROCESSOR                                                                 \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define VITRINE_FOR_EACH_PROCESSOR
#endif

namespace vitrine::embeddings::kernels {

VITRINE_FOR_EACH_PROCESSOR
float dot(const float* a, const float* b, std::size_t size) {
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::size_t i = 0; i < size; ++i) {
        sum += a[i] * b[i];
    }
    return sum;
}

VITRINE_FOR_EACH_PROCESSOR
float squaredDistance(const float* a, const float* b, std::size_t size) {
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::size_t i = 0; i < size; ++i) {
        const float difference = a[i] - b[i];
        sum += difference * difference;
    }
    return sum;
}

VITRINE_FOR_EACH_PROCESSOR
void addScaled(float* y, float factor, const float* x, std::size_t size) {
#pragma omp simd
    for (std::size_t i = 0; i < size; ++i) {
        y[i] += factor * x[i];
    }
}

VITRINE_FOR_EACH_PROCESSOR
void dotRows(const float* x, const float* rows, std::size_t count, std::size_t size, float* out) {
    for (std::size_t row = 0; row < count; ++row) {
        const float* y = rows + row * size;
        float sum = 0;
#pragma omp simd reduction(+ : sum)
        for (std::size_t i = 0; i < size; ++i) {
            sum += x[i] * y[i];
        }
        out[row] = sum;
    }
}

namespace {

/// Two rows against four at once: eight sums in registers, six values loaded for each step.
VITRINE_FOR_EACH_PROCESSOR
void dotBlock(const float* a, const float* b, std::size_t size, float* out, std::size_t stride) {
    const float* a1 = a + size;
    const float* b1 = b + size;
    const float* b2 = b1 + size;
    const float* b3 = b2 + size;
    float s00 = 0, s01 = 0, s02 = 0, s03 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0;
#pragma omp simd reduction(+ : s00, s01, s02, s03, s10, s11, s12, s13)
    for (std::size_t i = 0; i < size; ++i) {
        s00 += a[i] * b[i];
        s01 += a[i] * b1[i];
        s02 += a[i] * b2[i];
        s03 += a[i] * b3[i];
        s10 += a1[i] * b[i];
        s11 += a1[i] * b1[i];
        s12 += a1[i] * b2[i];
        s13 += a1[i] * b3[i];
    }
    out[0] = s00, out[1] = s01, out[2] = s02, out[3] = s03;
    out += stride;
    out[0] = s10, out[1] = s11, out[2] = s12, out[3] = s13;
}

} // namespace

void dotTable(const float* a, std::size_t aRows, const float* b, std::size_t bRows,
    std::size_t size, float* out, std::size_t stride) {
    std::size_t i = 0;
    for (; i + 2 <= aRows; i += 2) {
        std::size_t j = 0;
        for (; j + 4 <= bRows; j += 4) {
            dotBlock(a + i * size, b + j * size, size, out + i * stride + j, stride);
        }
        for (; j < bRows; ++j) {
            out[i * stride + j] = dot(a + i * size, b + j * size, size);
            out[(i + 1) * stride + j] = dot(a + (i + 1) * size, b + j * size, size);
        }
    }
    if (i < aRows) {
        dotRows(a + i * size, b, bRows, size, out + i * stride);
    }
}

} // namespace vitrine::embeddings::kernels

#pragma once

#include <cstddef>
#include <span>

/// Loops over vectors, each compiled for several processors and picked when the program starts.
namespace vitrine::embeddings::kernels {

float dot(const float* a, const float* b, std::size_t size);
float squaredDistance(const float* a, const float* b, std::size_t size);
/// y += factor · x.
void addScaled(float* y, float factor, const float* x, std::size_t size);
/// Dot products of a vector with `rows` vectors that stand one behind the other.
void dotRows(const float* x, const float* rows, std::size_t count, std::size_t size, float* out);
/// Dot products of every row of `a` with every row of `b`, into out[i · stride + j].
void dotTable(const float* a, std::size_t aRows, const float* b, std::size_t bRows,
    std::size_t size, float* out, std::size_t stride);

} // namespace vitrine::embeddings::kernels

#pragma once

namespace vitrine::widgets {

/// One value of the sinusoidal encoding (Vaswani et al. 2017, section 3.5), worked out:
/// PE(pos, 2i) = sin(pos ÷ 10000^(2i ÷ d)), PE(pos, 2i + 1) = cos of the same.
struct SinusoidalValue {
    int position = 0;
    int dimension = 0; ///< 2i or 2i + 1
    int width = 0; ///< d
    double divisor = 1; ///< 10000^(2i ÷ d)
    double angle = 0; ///< position ÷ divisor, radians
    double value = 0; ///< its sine where the dimension is even, else its cosine
    bool operator==(const SinusoidalValue&) const = default;
};

SinusoidalValue sinusoidalValue(int position, int dimension, int width);

} // namespace vitrine::widgets

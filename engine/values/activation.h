#pragma once

#include <cmath>
#include <numbers>

namespace vitrine {

/// What stands between the two linear maps of the feed-forward part.
enum class Activation {
    GeluTanh, ///< GELU in its tanh form, GPT-2's own (Hendrycks & Gimpel 2016, section 2)
    Gelu, ///< x · Φ(x)
    Relu, ///< max(x, 0)
    Silu, ///< x · sigmoid(x)
};

/// The function itself, for drawing its curve.
inline double activated(double x, Activation activation) {
    switch (activation) {
    case Activation::GeluTanh:
        return 0.5 * x
            * (1 + std::tanh(std::sqrt(2 * std::numbers::inv_pi) * (x + 0.044715 * x * x * x)));
    case Activation::Gelu:
        return 0.5 * x * std::erfc(-x / std::numbers::sqrt2);
    case Activation::Relu:
        return std::fmax(x, 0);
    case Activation::Silu:
        return x / (1 + std::exp(-x));
    }
    return x;
}

} // namespace vitrine

#include "engine/embeddings/power_curve.h"

#include <cmath>
#include <cstddef>

namespace vitrine::embeddings {

PowerCurve::PowerCurve(double exponent) {
    constexpr int Bias = 127; // of a float32's exponent
    for (std::size_t i = 0; i < m_scales.size(); ++i) {
        m_scales[i] = static_cast<float>(std::exp2((static_cast<int>(i) - Bias) * exponent));
    }
    for (std::size_t i = 0; i < m_fractions.size(); ++i) {
        m_fractions[i]
            = static_cast<float>(std::pow(1 + static_cast<double>(i) / Entries, exponent));
    }
}

} // namespace vitrine::embeddings

#include "widgets/layers/sinusoidal_value.h"

#include <cmath>

namespace vitrine::widgets {

SinusoidalValue sinusoidalValue(int position, int dimension, int width) {
    SinusoidalValue result{position, dimension, width, 1, 0, 0};
    const int even = dimension - dimension % 2; // 2i
    result.divisor = std::pow(10000.0, static_cast<double>(even) / width);
    result.angle = position / result.divisor;
    result.value = dimension % 2 == 0 ? std::sin(result.angle) : std::cos(result.angle);
    return result;
}

} // namespace vitrine::widgets

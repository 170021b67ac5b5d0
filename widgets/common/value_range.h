#pragma once

#include <algorithm>
#include <cmath>
#include <span>

namespace vitrine::widgets {

/// What values of a matrix mean the first and the last colour of a scale.
struct ValueRange {
    double low = 0;
    double high = 1;

    /// 0 for low, 1 for high. A range without extent has everything in its middle.
    double share(double value) const { return high > low ? (value - low) / (high - low) : 0.5; }

    /// From −m to m, where m is the largest magnitude; NaN is left out.
    static ValueRange symmetric(std::span<const float> values) {
        double largest = 0;
        for (const float value : values)
            largest = std::fmax(largest, std::abs(value));
        return {-largest, largest};
    }
    /// From 0 to the largest value; NaN is left out.
    static ValueRange positive(std::span<const float> values) {
        double largest = 0;
        for (const float value : values)
            largest = std::fmax(largest, value);
        return {0, largest};
    }
    bool operator==(const ValueRange&) const = default;
};

} // namespace vitrine::widgets

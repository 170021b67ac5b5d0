#pragma once

#include <cstdint>

namespace vitrine::nn {

/// How rotary positions are stretched over more positions than a model was trained for.
enum class RotaryScaling {
    None,
    Linear, ///< all positions divided by a factor (Chen et al. 2023)
    Dynamic, ///< a larger base once a text is longer ("dynamic NTK")
    Llama3, ///< slow waves divided by a factor, fast ones kept (Dubey et al. 2024)
    Yarn, ///< the same by another ramp, and softer attention (Peng et al. 2023)
};

/// Rotary position embedding (Su et al. 2021).
struct RotaryOptions {
    double base = 10000; ///< θ: the slowest wave turns once in nearly 2π · base positions
    RotaryScaling scaling = RotaryScaling::None;
    double factor = 1; ///< how many times longer texts become
    std::int64_t originalContext = 0; ///< positions that the model was trained for
    double lowFrequencyFactor = 1; ///< Llama3: waves longer than context ÷ this are divided
    double highFrequencyFactor = 4; ///< Llama3: waves shorter than context ÷ this are kept
    double fastRotations = 32; ///< Yarn: waves that turn more often in the context are kept
    double slowRotations = 1; ///< Yarn: waves that turn less often are divided
    bool wholeDimensions = true; ///< Yarn: the ramp begins and ends at whole dimensions
    double attentionFactor = 1; ///< Yarn: on both queries and keys

    bool operator==(const RotaryOptions&) const = default;
};

} // namespace vitrine::nn

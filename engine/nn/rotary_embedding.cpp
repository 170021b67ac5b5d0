#include "engine/nn/rotary_embedding.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrine::nn {

namespace {

constexpr double Turn = 2 * std::numbers::pi;

double basicFrequency(double base, std::int64_t pair, std::int64_t headDim) {
    return std::pow(base, -2.0 * static_cast<double>(pair) / static_cast<double>(headDim));
}

/// The base grows with the text, so that the slowest wave does not turn further than in training.
double dynamicBase(const RotaryOptions& options, std::int64_t headDim, std::int64_t length) {
    const auto original = static_cast<double>(options.originalContext);
    const auto longest = std::max(original, static_cast<double>(length));
    const auto dimensions = static_cast<double>(headDim);
    const double growth = options.factor * longest / original - (options.factor - 1);
    return options.base * std::pow(growth, dimensions / (dimensions - 2));
}

/// Between the two limits a wave is a mixture of its kept and its divided form.
double llama3Frequency(const RotaryOptions& options, double frequency) {
    const double turns = static_cast<double>(options.originalContext) * frequency / Turn;
    const double kept = std::clamp((turns - options.lowFrequencyFactor)
            / (options.highFrequencyFactor - options.lowFrequencyFactor),
        0.0, 1.0);
    return (1 - kept) * frequency / options.factor + kept * frequency;
}

/// The pair, as a number between two of them, that turns so often in the original context.
double yarnPair(const RotaryOptions& options, std::int64_t headDim, double rotations) {
    return static_cast<double>(headDim)
        * std::log(static_cast<double>(options.originalContext) / (rotations * Turn))
        / (2 * std::log(options.base));
}

/// Peng et al. 2023, section 3.2 ("NTK-by-parts"), with the ramp over pairs as the authors' code
/// has it.
double yarnFrequency(
    const RotaryOptions& options, std::int64_t headDim, std::int64_t pair, double frequency) {
    double first = yarnPair(options, headDim, options.fastRotations);
    double last = yarnPair(options, headDim, options.slowRotations);
    if (options.wholeDimensions) {
        first = std::floor(first);
        last = std::ceil(last);
    }
    first = std::max(first, 0.0);
    last = std::min(last, static_cast<double>(headDim - 1));
    last = first == last ? last + 0.001 : last; // no division by zero
    const double divided
        = std::clamp((static_cast<double>(pair) - first) / (last - first), 0.0, 1.0);
    return divided * frequency / options.factor + (1 - divided) * frequency;
}

} // namespace

torch::Tensor Rotation::operator()(const torch::Tensor& x) const {
    const auto half = x.size(-1) / 2;
    return x * cosine + x.roll(half, /*dims=*/-1) * sine;
}

RotaryEmbedding::RotaryEmbedding(std::int64_t headDim, const RotaryOptions& options)
    : m_headDim(headDim), m_options(options) {
}

std::vector<float> RotaryEmbedding::frequencies(std::int64_t length) const {
    const double base = m_options.scaling == RotaryScaling::Dynamic
        ? dynamicBase(m_options, m_headDim, length)
        : m_options.base;
    std::vector<float> result;
    for (std::int64_t pair = 0; pair < m_headDim / 2; ++pair) {
        double frequency = basicFrequency(base, pair, m_headDim);
        if (m_options.scaling == RotaryScaling::Linear) {
            frequency /= m_options.factor;
        } else if (m_options.scaling == RotaryScaling::Llama3) {
            frequency = llama3Frequency(m_options, frequency);
        } else if (m_options.scaling == RotaryScaling::Yarn) {
            frequency = yarnFrequency(m_options, m_headDim, pair, frequency);
        }
        result.push_back(static_cast<float>(frequency));
    }
    return result;
}

Rotation RotaryEmbedding::at(
    std::int64_t first, std::int64_t count, std::int64_t length, torch::Device device) const {
    const auto positions = torch::arange(first, first + count, torch::kFloat32); // [position]
    const auto angles
        = torch::outer(positions, torch::tensor(frequencies(length))); // [position, pair]
    const auto cosine = angles.cos() * m_options.attentionFactor;
    const auto sine = angles.sin() * m_options.attentionFactor;
    return {torch::cat({cosine, cosine}, /*dim=*/-1).to(device),
        torch::cat({-sine, sine}, /*dim=*/-1).to(device)};
}

} // namespace vitrine::nn

#pragma once

#include <cstdint>
#include <random>
#include <span>

#include "engine/values/token.h"

namespace vitrine::decoding {

/// Draws tokens. The generator is the 64-bit Mersenne Twister and the uniform number is made here
/// from its upper 53 bits, so that a seed gives the same tokens with every standard library.
class Sampler {
public:
    explicit Sampler(std::uint64_t seed);
    /// A seed of the system's choice, below 2⁵³ so that JSON readers keep it exactly.
    static std::uint64_t freshSeed();

    /// The next uniform number in [0, 1).
    double draw();
    /// The token that `uniform` falls on when the tokens stand side by side from the most to the
    /// least probable, each as wide as its probability. logits [vocab].
    static TokenId pick(std::span<const float> logits, double uniform);

private:
    std::mt19937_64 m_generator;
};

} // namespace vitrine::decoding

#include "engine/decoding/sampler.h"

#include "engine/decoding/logit_statistics.h"
#include "engine/decoding/ranked_tokens.h"

namespace vitrine::decoding {

Sampler::Sampler(std::uint64_t seed) : m_generator(seed) {
}

std::uint64_t Sampler::freshSeed() {
    std::random_device device;
    const std::uint64_t high = device();
    return ((high << 32) | device()) >> 11;
}

double Sampler::draw() {
    return static_cast<double>(m_generator() >> 11) * 0x1.0p-53;
}

TokenId Sampler::pick(std::span<const float> logits, double uniform) {
    const auto statistics = LogitStatistics::of(logits);
    RankedTokens ranked(logits);
    double mass = 0;
    TokenId id = 0;
    // Rounding may leave the whole mass a little below 1: then the last token it is.
    for (std::size_t i = 0; i < statistics.kept && mass <= uniform; ++i) {
        id = ranked.first(i + 1)[i];
        mass += statistics.probability(logits[static_cast<std::size_t>(id)]);
    }
    return id;
}

} // namespace vitrine::decoding

#include "engine/decoding/logit_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

namespace vitrine::decoding {

namespace {

constexpr float Removed = -std::numeric_limits<float>::infinity();

} // namespace

LogitStatistics LogitStatistics::of(std::span<const float> logits) {
    float best = Removed;
    for (const float logit : logits) {
        best = std::max(best, logit);
    }
    double sum = 0; // Σ exp(l − best)
    double weighted = 0; // Σ exp(l − best) · (l − best)
    std::size_t kept = 0;
    for (const float logit : logits) {
        if (logit == Removed) {
            continue;
        }
        const float shifted = logit - best;
        const double weight = std::exp(shifted);
        sum += weight;
        weighted += weight * shifted;
        ++kept;
    }
    if (kept == 0 || !std::isfinite(sum)) {
        throw std::runtime_error("the logits do not describe a distribution");
    }
    // H = −Σ p ln p with p = exp(l − best) / sum.
    const double nats = std::log(sum) - weighted / sum;
    return {best + std::log(sum), std::max(0.0, nats / std::numbers::ln2), kept};
}

double LogitStatistics::probability(float logit) const {
    return std::exp(logProbability(logit));
}

int rankOf(TokenId id, std::span<const float> logits) {
    const auto position = static_cast<std::size_t>(id);
    const float own = logits[position];
    const auto before = logits.first(position);
    const auto after = logits.subspan(position + 1);
    const auto better = std::count_if(before.begin(), before.end(), [own](float l) {
        return l >= own;
    }) + std::count_if(after.begin(), after.end(), [own](float l) { return l > own; });
    return static_cast<int>(better) + 1;
}

} // namespace vitrine::decoding

#include "engine/decoding/logit_processors.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_set>

#include "engine/decoding/logit_statistics.h"
#include "engine/decoding/ranked_tokens.h"

namespace vitrine::decoding {

namespace {

constexpr float Removed = -std::numeric_limits<float>::infinity();

void removeBelow(std::span<float> logits, float threshold) {
    for (float& logit : logits) {
        logit = logit < threshold ? Removed : logit;
    }
}

void keepOnly(std::span<float> logits, std::span<const TokenId> ids) {
    std::vector<float> kept;
    kept.reserve(ids.size());
    for (const TokenId id : ids) {
        kept.push_back(logits[static_cast<std::size_t>(id)]);
    }
    std::fill(logits.begin(), logits.end(), Removed);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        logits[static_cast<std::size_t>(ids[i])] = kept[i];
    }
}

} // namespace

RepetitionPenalty::RepetitionPenalty(double penalty) : m_penalty(static_cast<float>(penalty)) {
}

void RepetitionPenalty::apply(std::span<float> logits, std::span<const TokenId> context) const {
    for (const TokenId id : std::unordered_set<TokenId>(context.begin(), context.end())) {
        float& logit = logits[static_cast<std::size_t>(id)];
        logit = logit < 0 ? logit * m_penalty : logit / m_penalty;
    }
}

Temperature::Temperature(double temperature)
    // Below this a quotient could pass the largest float; the best token has it all long before.
    : m_temperature(static_cast<float>(std::max(temperature, 1e-30))) {
}

void Temperature::apply(std::span<float> logits, std::span<const TokenId> /*context*/) const {
    for (float& logit : logits) {
        logit /= m_temperature;
    }
}

TopK::TopK(int k) : m_k(static_cast<std::size_t>(k)) {
}

void TopK::apply(std::span<float> logits, std::span<const TokenId> /*context*/) const {
    RankedTokens ranked(logits);
    const auto best = ranked.first(m_k);
    removeBelow(logits, logits[static_cast<std::size_t>(best.back())]);
}

TopP::TopP(double p) : m_p(p) {
}

void TopP::apply(std::span<float> logits, std::span<const TokenId> /*context*/) const {
    const auto statistics = LogitStatistics::of(logits);
    RankedTokens ranked(logits);
    double mass = 0;
    std::size_t count = 0;
    // A token stays while the mass before it falls short of p; so the best one always does.
    while (count < statistics.kept && (count == 0 || mass < m_p)) {
        const TokenId id = ranked.first(count + 1)[count];
        mass += statistics.probability(logits[static_cast<std::size_t>(id)]);
        ++count;
    }
    keepOnly(logits, ranked.first(count));
}

MinP::MinP(double fraction) : m_fraction(fraction) {
}

void MinP::apply(std::span<float> logits, std::span<const TokenId> /*context*/) const {
    const float best = *std::max_element(logits.begin(), logits.end());
    removeBelow(logits, best + static_cast<float>(std::log(m_fraction)));
}

std::vector<std::unique_ptr<LogitProcessor>> makeProcessors(const GenerationOptions& options) {
    std::vector<std::unique_ptr<LogitProcessor>> processors;
    if (options.repetitionPenalty != 1.0) {
        processors.push_back(std::make_unique<RepetitionPenalty>(options.repetitionPenalty));
    }
    if (options.temperature != 1.0) {
        processors.push_back(std::make_unique<Temperature>(options.temperature));
    }
    if (options.topK > 0) {
        processors.push_back(std::make_unique<TopK>(options.topK));
    }
    if (options.topP < 1.0) {
        processors.push_back(std::make_unique<TopP>(options.topP));
    }
    if (options.minP > 0.0) {
        processors.push_back(std::make_unique<MinP>(options.minP));
    }
    return processors;
}

} // namespace vitrine::decoding

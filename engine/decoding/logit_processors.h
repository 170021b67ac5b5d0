#pragma once

#include <memory>
#include <span>
#include <vector>

#include "engine/values/generation_options.h"
#include "engine/values/next_token_distribution.h"
#include "engine/values/token.h"

namespace vitrine::decoding {

/// One change to the logits before a token is chosen.
class LogitProcessor {
public:
    virtual ~LogitProcessor() = default;
    virtual LogitProcessorKind kind() const = 0;
    /// Changes `logits` [vocab] in place; −∞ takes a token out. `context` holds all ids so far,
    /// the prompt's too. At least one token stays.
    virtual void apply(std::span<float> logits, std::span<const TokenId> context) const = 0;
};

/// Makes tokens that are already there less likely (Keskar et al. 2019): a positive logit is
/// divided by the penalty, a negative one multiplied, once however often the token occurs.
class RepetitionPenalty final : public LogitProcessor {
public:
    explicit RepetitionPenalty(double penalty);
    LogitProcessorKind kind() const override { return LogitProcessorKind::RepetitionPenalty; }
    void apply(std::span<float> logits, std::span<const TokenId> context) const override;

private:
    float m_penalty;
};

/// Divides every logit: below 1 sharpens the distribution, above 1 flattens it.
class Temperature final : public LogitProcessor {
public:
    explicit Temperature(double temperature);
    LogitProcessorKind kind() const override { return LogitProcessorKind::Temperature; }
    void apply(std::span<float> logits, std::span<const TokenId> context) const override;

private:
    float m_temperature;
};

/// Keeps the k most probable tokens (Fan et al. 2018), and those equal to the last of them.
class TopK final : public LogitProcessor {
public:
    explicit TopK(int k);
    LogitProcessorKind kind() const override { return LogitProcessorKind::TopK; }
    void apply(std::span<float> logits, std::span<const TokenId> context) const override;

private:
    std::size_t m_k;
};

/// Keeps the most probable tokens until their mass reaches p (Holtzman et al. 2020).
class TopP final : public LogitProcessor {
public:
    explicit TopP(double p);
    LogitProcessorKind kind() const override { return LogitProcessorKind::TopP; }
    void apply(std::span<float> logits, std::span<const TokenId> context) const override;

private:
    double m_p;
};

/// Keeps tokens that are at least a fraction as probable as the best (Nguyen et al. 2024).
class MinP final : public LogitProcessor {
public:
    explicit MinP(double fraction);
    LogitProcessorKind kind() const override { return LogitProcessorKind::MinP; }
    void apply(std::span<float> logits, std::span<const TokenId> context) const override;

private:
    double m_fraction;
};

/// The processors that `options` switches on, in the order of LogitProcessorKind, which is that of
/// Hugging Face transformers.
std::vector<std::unique_ptr<LogitProcessor>> makeProcessors(const GenerationOptions& options);

} // namespace vitrine::decoding

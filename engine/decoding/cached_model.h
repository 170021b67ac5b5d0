#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/decoding/logit_source.h"
#include "engine/models/network.h"
#include "engine/nn/kv_cache.h"

namespace vitrine::decoding {

/// A model with the keys, values and hidden states of the ids it saw last: what they share with
/// the next ids is not computed again.
class CachedModel final : public LogitSource {
public:
    /// `device` is where the weights are.
    CachedModel(models::Network model, torch::Device device);

    std::size_t contextLength() const override;
    std::span<const float> start(
        std::span<const TokenId> ids, const std::stop_token& stop) override;
    std::size_t computedTokens() const override { return m_computed; }
    std::span<const float> next(TokenId id, const std::stop_token& stop) override;
    std::span<const float> nextRows(std::span<const std::size_t> parents,
        std::span<const TokenId> ids, const std::stop_token& stop) override;

    /// Logits [positions, vocab] on the CPU after each id from `first` to before `last` of those
    /// given to start().
    torch::Tensor logitsOf(std::size_t first, std::size_t last);

private:
    /// Runs ids [position] after the cached ones.
    void append(std::span<const TokenId> ids, const std::stop_token& stop);
    void appendBlock(std::span<const TokenId> ids, const std::stop_token& stop);
    void moveRows(const std::vector<std::int64_t>& sources);
    std::span<const float> lastLogits();
    /// Keeps logits [rows, vocab] where the caller may look at them.
    std::span<const float> publish(const torch::Tensor& logits);

    models::Network m_model;
    models::NetworkShape m_shape;
    torch::Device m_device;
    std::vector<TokenId> m_ids; // in the cache
    nn::KvCache m_cache;
    torch::Tensor m_hidden; // [context, model], of m_ids
    std::optional<nn::KvCache> m_rows; // of nextRows(): the hypotheses, each with the prompt
    torch::Tensor m_logits; // [rows, vocab] float32 on the CPU, last published
    std::size_t m_computed = 0;
};

} // namespace vitrine::decoding

#pragma once

#include <cstddef>
#include <span>
#include <stop_token>

#include "engine/values/token.h"

namespace vitrine::decoding {

/// A language model as decoding sees it: ids go in, the logits of what may follow come out.
/// A stop asked for while it computes throws nn::Interrupted.
class LogitSource {
public:
    virtual ~LogitSource() = default;

    /// Tokens that fit, prompt and continuation together.
    virtual std::size_t contextLength() const = 0;
    /// Starts with the prompt `ids` (at least one): logits [vocab] after the last of them, valid
    /// until the next call.
    virtual std::span<const float> start(std::span<const TokenId> ids, const std::stop_token& stop)
        = 0;
    /// How many of the prompt's tokens start() had to compute; the others were known.
    virtual std::size_t computedTokens() const = 0;
    /// The logits [vocab] after one more token.
    virtual std::span<const float> next(TokenId id, const std::stop_token& stop) = 0;
    /// Several hypotheses at once: new row i is row parents[i] of the last call (0 right after
    /// start()) with ids[i] added. Logits [rows, vocab].
    virtual std::span<const float> nextRows(std::span<const std::size_t> parents,
        std::span<const TokenId> ids, const std::stop_token& stop)
        = 0;
};

} // namespace vitrine::decoding

#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/values/token.h"

namespace vitrine::decoding {

/// Token ids from the most to the least probable, sorted only as far as somebody looks: a
/// vocabulary has tens of thousands of tokens, and a decision rarely needs more than a few.
class RankedTokens {
public:
    /// `logits` [vocab] must outlive this object; NaN is not allowed.
    explicit RankedTokens(std::span<const float> logits);

    /// The `count` most probable tokens above −∞, or all if there are fewer; best first, of equal
    /// ones the smaller id. Valid until the next call.
    std::span<const TokenId> first(std::size_t count);

private:
    bool before(TokenId a, TokenId b) const;
    void collectFew();
    void sort(std::size_t count);

    std::span<const float> m_logits;
    std::vector<TokenId> m_ids; // the first m_sorted are in order
    std::size_t m_sorted = 0;
    bool m_complete = false; // no further token is above −∞
};

} // namespace vitrine::decoding

#include "engine/decoding/ranked_tokens.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace vitrine::decoding {

namespace {

constexpr float Removed = -std::numeric_limits<float>::infinity();
constexpr std::size_t Few = 64; // what one pass over the logits collects
constexpr std::size_t Growth = 8;

} // namespace

RankedTokens::RankedTokens(std::span<const float> logits) : m_logits(logits) {
}

bool RankedTokens::before(TokenId a, TokenId b) const {
    const float left = m_logits[static_cast<std::size_t>(a)];
    const float right = m_logits[static_cast<std::size_t>(b)];
    return left > right || (left == right && a < b);
}

std::span<const TokenId> RankedTokens::first(std::size_t count) {
    if (m_sorted == 0 && !m_complete) {
        collectFew();
    }
    if (count > m_sorted && !m_complete) {
        sort(std::max(count, Growth * m_sorted));
    }
    return std::span<const TokenId>(m_ids).first(std::min(count, m_sorted));
}

/// One pass with a short sorted list: after the first few tokens hardly any makes it in.
void RankedTokens::collectFew() {
    m_ids.reserve(Few + 1);
    float threshold = Removed;
    for (std::size_t i = 0; i < m_logits.size(); ++i) {
        if (m_logits[i] > threshold) {
            const auto id = static_cast<TokenId>(i);
            const auto place = std::upper_bound(m_ids.begin(), m_ids.end(), id,
                [this](TokenId a, TokenId b) { return before(a, b); });
            m_ids.insert(place, id);
            if (m_ids.size() > Few) {
                m_ids.pop_back();
            }
            if (m_ids.size() == Few) {
                threshold = m_logits[static_cast<std::size_t>(m_ids.back())];
            }
        }
    }
    m_sorted = m_ids.size();
    m_complete = m_sorted < Few;
}

void RankedTokens::sort(std::size_t count) {
    const auto precedes = [this](TokenId a, TokenId b) { return before(a, b); };
    if (m_ids.size() <= Few) {
        m_ids.clear();
        for (std::size_t i = 0; i < m_logits.size(); ++i) {
            if (m_logits[i] > Removed) {
                m_ids.push_back(static_cast<TokenId>(i));
            }
        }
        m_sorted = 0;
    }
    const auto end = static_cast<std::ptrdiff_t>(std::min(count, m_ids.size()));
    const auto begin = static_cast<std::ptrdiff_t>(m_sorted);
    if (end < static_cast<std::ptrdiff_t>(m_ids.size())) {
        std::nth_element(m_ids.begin() + begin, m_ids.begin() + end, m_ids.end(), precedes);
    }
    std::sort(m_ids.begin() + begin, m_ids.begin() + end, precedes);
    m_sorted = static_cast<std::size_t>(end);
    m_complete = m_sorted == m_ids.size();
}

} // namespace vitrine::decoding

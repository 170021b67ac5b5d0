#pragma once

#include <cstdint>
#include <set>
#include <vector>

namespace vitrine::app {

/// The share of its tokens that BERT learns to guess (Devlin et al. 2018, section 3.1).
constexpr double maskedShare = 0.15;

/// maskedShare of these tokens, at random and at least one; a seed repeats its choice. Nothing of
/// nothing.
std::set<int> randomMask(const std::vector<int>& tokens, std::uint32_t seed);

} // namespace vitrine::app

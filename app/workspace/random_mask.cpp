#include "app/workspace/random_mask.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <random>

namespace vitrine::app {

std::set<int> randomMask(const std::vector<int>& tokens, std::uint32_t seed) {
    const auto share = std::lround(maskedShare * static_cast<double>(tokens.size()));
    std::set<int> chosen;
    std::mt19937 random(seed);
    std::sample(tokens.begin(), tokens.end(), std::inserter(chosen, chosen.end()),
        std::max(share, 1L), random);
    return chosen;
}

} // namespace vitrine::app

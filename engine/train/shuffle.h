#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace vitrine::train {

/// Fisher and Yates' shuffle, written out because std::shuffle differs between libraries.
template <typename T>
void shuffle(std::vector<T>& items, std::mt19937_64& random) {
    for (std::size_t left = items.size(); left > 1; --left) {
        std::swap(items[left - 1], items[random() % left]);
    }
}

/// A well-mixed number for each pair (the finaliser of SplitMix64, Steele et al. 2014).
inline std::uint64_t mixed(std::uint64_t seed, std::uint64_t number) {
    auto z = seed + (number + 1) * 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

} // namespace vitrine::train

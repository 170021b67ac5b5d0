#pragma once

#include <span>

namespace vitrine::embeddings {

/// How far the vectors of one word in several texts part by its senses.
struct SenseSeparation {
    double within = 0; ///< mean cosine of two texts of one sense; NaN without such a pair
    double between = 0; ///< mean cosine of two texts of different senses; NaN likewise
    int nearestAlike = 0; ///< texts whose most alike text has the same sense
    int comparable = 0; ///< texts that have another of their sense
    /// Above 0 where the senses part, whatever all the vectors have in common.
    double apart() const { return within - between; }
    bool operator==(const SenseSeparation&) const = default;
};

/// `cosines`: [i · n + j] of n texts; `senses`: a number for each text.
SenseSeparation separationOf(std::span<const double> cosines, std::span<const int> senses);

} // namespace vitrine::embeddings

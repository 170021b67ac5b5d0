#pragma once

#include <string>

namespace vitrine {

/// How near two vectors are. Of the Euclidean distance the smallest is nearest, of the others the
/// largest.
enum class SimilarityMeasure { Cosine, DotProduct, Euclidean };

/// A word near a vector.
struct WordNeighbour {
    int row = 0; ///< of its table
    std::string word;
    double score = 0; ///< in the measure asked for
    bool operator==(const WordNeighbour&) const = default;
};

} // namespace vitrine

#pragma once

#include <string>
#include <vector>

#include "engine/values/word_similarity.h"

namespace vitrine {

/// How the answer of an analogy is found (Levy & Goldberg 2014, sections 3 and 5).
enum class AnalogyMethod {
    CosineAddition, ///< 3CosAdd: the word nearest to the sum of unit vectors
    CosineMultiplication, ///< 3CosMul: the product of shifted cosines, over that of the negative
};

/// A word of an analogy, and what it adds to the sum.
struct AnalogyTerm {
    int row = 0;
    std::string word;
    bool negative = false;
    double norm = 0; ///< of its vector, which is divided by it
    bool operator==(const AnalogyTerm&) const = default;
};

/// How a candidate came to its score.
struct AnalogyAnswer {
    WordNeighbour neighbour;
    std::vector<double> cosines; ///< with each term, in their order
    bool operator==(const AnalogyAnswer&) const = default;
};

/// king − man + woman ≈ queen, worked out.
struct WordAnalogy {
    AnalogyMethod method = AnalogyMethod::CosineAddition;
    std::vector<AnalogyTerm> terms; ///< the positive ones first
    std::vector<float> sum; ///< Σ ± unit vector
    double sumNorm = 0;
    std::vector<AnalogyAnswer> answers; ///< best first, the terms themselves left out
    bool operator==(const WordAnalogy&) const = default;
};

} // namespace vitrine

#pragma once

#include <string>
#include <vector>

namespace vitrine {

/// The cosine of two vectors with all that goes into it: a·b / (‖a‖ ‖b‖).
struct CosineDerivation {
    std::string first;
    std::string second;
    std::vector<float> a;
    std::vector<float> b;
    std::vector<float> products; ///< a_i b_i, of which dotProduct is the sum
    double dotProduct = 0;
    double firstNorm = 0; ///< ‖a‖
    double secondNorm = 0; ///< ‖b‖
    double cosine = 0; ///< 0 where a norm is 0
    double degrees = 0; ///< the angle between them
    double distance = 0; ///< ‖a − b‖
    bool operator==(const CosineDerivation&) const = default;
};

} // namespace vitrine

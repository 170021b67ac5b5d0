#pragma once

#include <vector>

#include "engine/values/site.h"

namespace vitrine {

/// One component of a linear map x · W + b as the sum that it is.
struct LinearDerivation {
    Site site = Site::Queries; ///< where the component stands
    int layer = 0;
    int position = 0;
    int component = 0;
    std::vector<float> inputs; ///< [input] x
    std::vector<float> weights; ///< [input], the component's column of W
    double bias = 0;
    double value = 0; ///< Σ inputs · weights + bias
    bool operator==(const LinearDerivation&) const = default;
};

} // namespace vitrine

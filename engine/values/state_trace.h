#pragma once

#include <vector>

#include "engine/values/site.h"

namespace vitrine {

/// The values at one site of one layer for a whole text.
struct StateTrace {
    Site site = Site::HiddenState;
    int layer = 0;
    int positions = 0;
    int width = 0;
    std::vector<float> values; ///< [position, width], position after position
    bool operator==(const StateTrace&) const = default;
};

} // namespace vitrine

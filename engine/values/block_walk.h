#pragma once

#include <vector>

#include "engine/values/site.h"

namespace vitrine {

/// The value at one site for one position.
struct SiteValue {
    Site site = Site::BlockInput;
    int rows = 1; ///< heads, or 1
    int columns = 0;
    std::vector<float> values; ///< [rows, columns]
    bool operator==(const SiteValue&) const = default;
};

/// One position on its way through one layer, or through what stands before and after the layers.
struct BlockWalk {
    int layer = 0;
    int position = 0;
    std::vector<SiteValue> steps; ///< in the order of the computation

    /// Null where the walk does not pass the site.
    const SiteValue* find(Site site) const {
        for (const auto& step : steps) {
            if (step.site == site)
                return &step;
        }
        return nullptr;
    }
    bool operator==(const BlockWalk&) const = default;
};

} // namespace vitrine

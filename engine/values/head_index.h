#pragma once

#include <compare>

namespace vitrine {

/// One attention head of a model.
struct HeadIndex {
    int layer = 0; ///< from 0
    int head = 0; ///< from 0, within its layer
    auto operator<=>(const HeadIndex&) const = default;
};

} // namespace vitrine

#pragma once

#include <vector>

#include "engine/values/token.h"

namespace vitrine {

/// One text or two as a model takes them, special tokens included.
struct SegmentedIds {
    std::vector<TokenId> ids;
    std::vector<int> segments; ///< of each id: 0, or 1 in the second text of a BERT
    bool operator==(const SegmentedIds&) const = default;
};

} // namespace vitrine

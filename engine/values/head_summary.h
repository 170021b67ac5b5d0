#pragma once

#include <vector>

#include "engine/values/head_index.h"
#include "engine/values/head_statistics.h"

namespace vitrine {

/// One head seen from afar: its map pooled to a small square, and its statistics.
struct HeadSummary {
    HeadIndex index;
    int size = 0; ///< cells on a side: at most as asked for, fewer for a shorter text
    /// [size, size], row after row. Cell (i, j) pools the weights of queries [i·n/size,
    /// (i+1)·n/size) and keys likewise: their largest, and their mean.
    std::vector<float> largest;
    std::vector<float> mean;
    HeadStatistics statistics;
    bool operator==(const HeadSummary&) const = default;
};

} // namespace vitrine

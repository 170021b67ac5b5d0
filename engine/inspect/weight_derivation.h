#pragma once

#include <span>
#include <vector>

#include "engine/inspect/captured_run.h"
#include "engine/values/attention_derivation.h"

namespace vitrine::inspect {

/// What one query compares itself with.
struct AttentionRow {
    std::span<const float> q; ///< [headDim]
    std::span<const float> keys; ///< [key, headDim]
    std::span<const float> values; ///< [key, headDim]
    std::vector<bool> visible; ///< [key]
};

/// The weight that a query gives to `key`, with every number on the way (Vaswani et al. 2017,
/// section 3.2.1), in double precision. Fills all but the head, the query's position, concat and
/// output.
AttentionDerivation deriveWeight(const AttentionRow& row, int key);

/// The same for a cell of a run.
AttentionDerivation deriveWeight(const CapturedRun& run, HeadIndex head, int query, int key);

} // namespace vitrine::inspect

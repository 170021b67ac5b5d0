#pragma once

#include <vector>

#include "engine/values/attention_derivation.h"

namespace vitrine::widgets {

/// One line of the table of a softmax: a key, or what all others have together.
struct SoftmaxRow {
    int key = -1; ///< -1 for the others
    int keys = 1; ///< how many it stands for
    double score = 0; ///< ÷ √headDim; of the others unset
    double exponential = 0; ///< exp(score), summed for the others
    double weight = 0; ///< summed for the others
    bool operator==(const SoftmaxRow&) const = default;
};

/// The `count` visible keys with the largest weights, the derivation's own key among them where it
/// is visible, in the order of the text; then the others, if there are any. Weights sum to 1.
std::vector<SoftmaxRow> softmaxRows(const AttentionDerivation& derivation, int count);

} // namespace vitrine::widgets

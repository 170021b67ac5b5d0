#pragma once

#include <vector>

#include "engine/values/token_probability.h"

namespace vitrine {

/// One candidate without and with the interventions.
struct ChangedCandidate {
    TokenProbability before;
    double probabilityAfter = 0;
    int rankAfter = 0; ///< 1 = the most probable
    bool operator==(const ChangedCandidate&) const = default;
};

/// What interventions do to a model's output.
struct OutputChange {
    int position = 0; ///< whose output `candidates` are
    std::vector<ChangedCandidate> candidates; ///< the likeliest of both, most probable before first
    std::vector<double> divergence; ///< KL(before ‖ after) in bits at every position
    bool operator==(const OutputChange&) const = default;
};

} // namespace vitrine

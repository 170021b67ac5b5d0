#pragma once

#include <cstdint>

#include "app/workspace/shelf_state.h"

namespace vitrine::app {

/// What the Probability lens shows, as it survives a restart.
struct ProbabilityState {
    ShelfState shelf;
    int scale = 0; ///< of the candidates: linear, logarithmic, numbers
    int study = 0; ///< which card stands below
    int perplexity = 0; ///< MeasureCard::view()
    int ranking = 0; ///< sentences by their whole, or per token
    int seed = 1; ///< of the continuations
    int units = 24; ///< of each
    bool operator==(const ProbabilityState&) const = default;
};

} // namespace vitrine::app

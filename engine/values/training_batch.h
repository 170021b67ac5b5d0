#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/values/token.h"

namespace vitrine {

/// One position of an example: what the model reads there, and what it has to find.
struct BatchPosition {
    Token input;
    std::optional<Token> target; ///< nothing where no prediction counts
    bool operator==(const BatchPosition&) const = default;
};

/// The examples of one step, as the model was given them.
struct TrainingBatch {
    std::int64_t step = 0;
    std::vector<std::vector<BatchPosition>> examples; ///< without padding at their ends
    bool operator==(const TrainingBatch&) const = default;
};

} // namespace vitrine

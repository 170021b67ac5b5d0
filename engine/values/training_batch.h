#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/values/token.h"

namespace vitrine {

/// One position of an example: what the model reads there, and what it has to find.
struct BatchPosition {
    Token input;
    std::optional<Token> target; ///< nothing where no token is to be told
    int segment = 0; ///< 1 in the second text of a BERT
    /// What is to be told of it besides: a word's tag, "start" or "end" of an answer; empty:
    /// nothing.
    std::string label{};
    bool operator==(const BatchPosition&) const = default;
};

/// The examples of one step, as the model was given them.
struct TrainingBatch {
    std::int64_t step = 0;
    std::vector<std::vector<BatchPosition>> examples; ///< without padding at their ends
    std::vector<std::string> labels{}; ///< of the examples, where each has one
    bool operator==(const TrainingBatch&) const = default;
};

} // namespace vitrine

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/values/next_token_distribution.h"

namespace vitrine {

/// One step of generation, streamed as it happens.
struct GeneratedToken {
    TokenId id = 0;
    std::string bytes; ///< what the token stands for
    std::string text; ///< whole characters that this step completed; may be empty
    double probability = 0; ///< of the chosen token after the processors
    double modelProbability = 0; ///< of the chosen token before them
    double logProbability = 0; ///< nats, before the processors
    double entropy = 0; ///< bits, before the processors
    int rank = 0; ///< 1 = the model's most probable
    double draw = -1; ///< the uniform number in [0, 1) that chose it; -1 where nothing was drawn
    NextTokenDistribution distribution; ///< before and after each processor
    bool operator==(const GeneratedToken&) const = default;
};

enum class StopReason { Length, EndOfText, StopString, ContextFull, Interrupted };

} // namespace vitrine

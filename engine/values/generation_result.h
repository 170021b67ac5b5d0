#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/values/beam_snapshot.h"
#include "engine/values/generated_token.h"

namespace vitrine {

struct GenerationTiming {
    double firstTokenSeconds = 0; ///< from the call to the first token
    double prefillTokensPerSecond = 0; ///< 0 when nothing had to be prefilled
    double decodeTokensPerSecond = 0;
    bool operator==(const GenerationTiming&) const = default;
};

/// A continuation. Of an interrupted one, everything made so far.
struct GenerationResult {
    std::vector<TokenId> promptIds;
    std::vector<TokenId> ids; ///< new tokens only
    std::string text; ///< their text, up to a stop string; incomplete characters as U+FFFD
    StopReason stopped = StopReason::Length;
    std::uint64_t seed = 0;
    std::vector<GeneratedToken> steps; ///< empty for beam search
    BeamSnapshot beams; ///< empty unless beam search
    GenerationTiming timing;
    bool operator==(const GenerationResult&) const = default;
};

} // namespace vitrine

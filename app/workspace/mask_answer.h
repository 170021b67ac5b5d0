#pragma once

#include <memory>
#include <optional>

#include "engine/values/next_token_distribution.h"

namespace vitrine::app {

/// What a model that sees both sides expects in one place, where it does not see what stands there.
struct MaskAnswer {
    int position = -1; ///< in what the model reads
    std::shared_ptr<const NextTokenDistribution> distribution; ///< its first candidates
    /// What stands there, wherever it ranks; unset where the text itself has a mask.
    std::optional<TokenProbability> written;
    int rank = 0; ///< of what stands there; 1 = the most probable
};

} // namespace vitrine::app

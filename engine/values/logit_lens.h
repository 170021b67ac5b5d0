#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/values/token_probability.h"

namespace vitrine {

/// What the model would say if it stopped after a layer: that layer's hidden state through the
/// final norm and the unembedding (nostalgebraist 2020).
struct LogitLensCell {
    std::vector<TokenProbability> top; ///< most probable first
    double entropy = 0; ///< bits
    double targetProbability = 0; ///< of the token that is really there; 0 without a target
    int targetRank = 0; ///< 1 = the most probable; 0 without a target
    bool operator==(const LogitLensCell&) const = default;
};

/// Layers × positions.
struct LogitLens {
    int depths = 0; ///< layers + 1: depth 0 is the embeddings, the last one the model's own output
    int firstPosition = 0;
    int positions = 0;
    /// What each position is to foresee: the next token of the text, or for a model that fills in,
    /// the token itself. Unset after the last token.
    std::vector<std::optional<TokenId>> targets; ///< [positions]
    std::vector<LogitLensCell> cells; ///< [depth, position], depth after depth

    const LogitLensCell& at(int depth, int position) const {
        return cells[static_cast<std::size_t>(depth) * static_cast<std::size_t>(positions)
            + static_cast<std::size_t>(position - firstPosition)];
    }
    bool operator==(const LogitLens&) const = default;
};

} // namespace vitrine

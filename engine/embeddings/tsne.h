#pragma once

#include <span>
#include <stop_token>

#include "engine/embeddings/map_options.h"
#include "engine/values/expected.h"

namespace vitrine::embeddings {

struct TsneOptions {
    MapOptions map;
    double perplexity = 30; ///< how many neighbours count; at most a third of the points
    int steps = 1000;
    int exaggeratedSteps = 250; ///< at the beginning, with attraction twelve times as strong
    int followingSteps = 250; ///< all that is done where points stand from before
};

/// t-SNE by Barnes–Hut (van der Maaten & Hinton 2008; van der Maaten 2014), begun at the principal
/// components. `points` is [point, width]; the callback sees every step. Errors: OptionInvalid,
/// Interrupted.
Expected<PointMap> tsne(std::span<const float> points, int width, const TsneOptions& options = {},
    const MapCallback& onStep = {}, std::stop_token stop = {});

} // namespace vitrine::embeddings

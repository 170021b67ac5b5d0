#pragma once

#include <span>
#include <stop_token>

#include "engine/embeddings/map_options.h"
#include "engine/values/expected.h"

namespace vitrine::embeddings {

struct UmapOptions {
    MapOptions map;
    int neighbours = 15; ///< of each point that count
    double minimumDistance = 0.1; ///< how close points may come
    double spread = 1; ///< of what is not close
    int epochs = 500;
    int followingEpochs = 150; ///< all that is done where points stand from before
    int negativeSamples = 5; ///< points pushed away for each one drawn near
};

/// UMAP (McInnes, Healy & Melville 2018, sections 3 and 4), begun at the principal components.
/// `points` is [point, width]; the callback sees every epoch. Errors: OptionInvalid, Interrupted.
Expected<PointMap> umap(std::span<const float> points, int width, const UmapOptions& options = {},
    const MapCallback& onEpoch = {}, std::stop_token stop = {});

/// The a and b of 1 / (1 + a d^2b), which is fitted to 1 up to the minimum distance and falls off
/// exponentially from there (section 3.2, "Optimization").
struct UmapCurve {
    double a = 0;
    double b = 0;
};
UmapCurve fitUmapCurve(double minimumDistance, double spread);

} // namespace vitrine::embeddings

#pragma once

#include <span>

#include "engine/embeddings/map_options.h"
#include "engine/values/expected.h"

namespace vitrine::embeddings {

/// Principal components (Hotelling 1933), exactly: the eigenvectors of the covariance, or, of fewer
/// points than dimensions, of the points' inner products. `points` is [point, width]. Each axis
/// points where its largest component is positive, or, with places from before, where they were.
/// Errors: OptionInvalid (no points, map dimensions outside 1 to 3).
Expected<PointMap> principalComponents(
    std::span<const float> points, int width, const MapOptions& options = {});

} // namespace vitrine::embeddings

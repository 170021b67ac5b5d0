#pragma once

#include "engine/inspect/captured_run.h"
#include "engine/values/linear_derivation.h"

namespace vitrine::inspect {

/// How many components the linear map has that computes the value at a site of a layer, heads side
/// by side; 0 where there is none.
int linearOutputs(const models::NetworkShape& shape, Site site);

/// One component of the value at such a site, as the sum of its products.
LinearDerivation deriveLinear(
    const CapturedRun& run, Site site, int layer, int position, int component);

} // namespace vitrine::inspect

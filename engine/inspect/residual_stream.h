#pragma once

#include <stop_token>

#include "engine/inspect/captured_run.h"
#include "engine/values/residual_contributions.h"
#include "engine/values/residual_norms.h"

namespace vitrine::inspect {

/// Lengths of the residual stream and of what each part of each layer adds to it. A stop asked for
/// throws nn::Interrupted.
ResidualNorms residualNorms(const CapturedRun& run, const std::stop_token& stop);

/// A token's logit at a position as a sum over the parts of the model, for networks with a final
/// norm (Elhage et al. 2021; the norm's scale is frozen). See ResidualContributions.
ResidualContributions residualContributions(const CapturedRun& run, int position, TokenId token);

} // namespace vitrine::inspect

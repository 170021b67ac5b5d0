#pragma once

#include <span>
#include <stop_token>

#include "engine/inspect/captured_run.h"
#include "engine/values/logit_lens.h"

namespace vitrine::inspect {

/// The positions that a lens covers, and how many candidates it names.
struct LogitLensRange {
    int first = 0;
    int count = 1;
    int top = 5;
};

/// What the model would say after each layer, for a range of positions of the run; what it should
/// say is in `ids`, one for each position.
/// Candidates come without their bytes. A stop asked for throws nn::Interrupted.
LogitLens logitLens(const CapturedRun& run, std::span<const TokenId> ids,
    const LogitLensRange& range, const std::stop_token& stop);

} // namespace vitrine::inspect

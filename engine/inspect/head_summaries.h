#pragma once

#include <span>

#include "engine/inspect/captured_run.h"
#include "engine/values/head_summary.h"

namespace vitrine::inspect {

/// A head's map pooled to at most `size` × `size` cells, and its statistics (see HeadStatistics).
/// The whole map exists only within this call. `ids` are the run's.
HeadSummary summarize(
    const CapturedRun& run, HeadIndex head, int size, std::span<const TokenId> ids);

} // namespace vitrine::inspect

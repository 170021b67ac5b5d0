#pragma once

#include <functional>
#include <span>
#include <stop_token>

#include "engine/inspect/captured_run.h"
#include "engine/values/head_summary.h"

namespace vitrine::inspect {

/// A head's map pooled to at most `size` × `size` cells, and its statistics (see HeadStatistics).
/// Only a few rows of the map exist at once. `ids` are the run's.
HeadSummary summarize(
    const CapturedRun& run, HeadIndex head, int size, std::span<const TokenId> ids);

/// The same of every head, layer after layer, as they come; each thread works on a head of its own.
/// A stop asked for throws nn::Interrupted.
void summarizeHeads(const CapturedRun& run, int size, std::span<const TokenId> ids,
    const std::function<void(const HeadSummary&)>& onHead, const std::stop_token& stop);

} // namespace vitrine::inspect

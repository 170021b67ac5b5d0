#pragma once

#include <optional>
#include <stop_token>

#include "engine/inspect/captured_run.h"
#include "engine/values/attention_map.h"

namespace vitrine::inspect {

/// One head's weights.
AttentionMap headMap(const CapturedRun& run, HeadIndex head);

/// The mean over the heads of a layer, or over all heads. A stop asked for throws nn::Interrupted.
AttentionMap meanMap(
    const CapturedRun& run, std::optional<std::int64_t> layer, const std::stop_token& stop);

/// Attention rollout up to and with `layer` (Abnar & Zuidema 2020, section 3): each layer mixes
/// positions by half the mean of its heads and half the identity, for the residual connection; the
/// product over the layers says where a position's content came from.
AttentionMap rolloutMap(const CapturedRun& run, std::int64_t layer, const std::stop_token& stop);

} // namespace vitrine::inspect

#pragma once

#include <cstdint>
#include <functional>

#include "engine/nn/query_range.h"

namespace vitrine::inspect {

/// Queries of a head whose scores and weights stay in a processor's cache together.
constexpr std::int64_t QueryBlock = 64;

/// The text in blocks of queries, first to last.
void forQueryBlocks(
    std::int64_t positions, const std::function<void(nn::QueryRange queries)>& work);

/// The same in no order, shared between threads. Gradients are not recorded.
void forQueryBlocksInParallel(
    std::int64_t positions, const std::function<void(nn::QueryRange queries)>& work);

} // namespace vitrine::inspect

#include "engine/inspect/query_blocks.h"

#include <algorithm>

#include <ATen/Parallel.h>
#include <torch/torch.h>

namespace vitrine::inspect {

namespace {

std::int64_t blocksOf(std::int64_t positions) {
    return (positions + QueryBlock - 1) / QueryBlock;
}

nn::QueryRange rangeOf(std::int64_t block, std::int64_t positions) {
    const auto first = block * QueryBlock;
    return {first, std::min(QueryBlock, positions - first)};
}

} // namespace

void forQueryBlocks(
    std::int64_t positions, const std::function<void(nn::QueryRange queries)>& work) {
    for (std::int64_t block = 0; block < blocksOf(positions); ++block) {
        work(rangeOf(block, positions));
    }
}

void forQueryBlocksInParallel(
    std::int64_t positions, const std::function<void(nn::QueryRange queries)>& work) {
    const auto blocks = blocksOf(positions);
    at::parallel_for(0, blocks, /*grain_size=*/1, [&](std::int64_t first, std::int64_t last) {
        const c10::InferenceMode inference; // is each thread's own
        for (auto i = first; i < last; ++i) {
            // Later queries of a causal head see more: each thread gets as many early ones as late.
            work(rangeOf(i % 2 == 0 ? i / 2 : blocks - 1 - i / 2, positions));
        }
    });
}

} // namespace vitrine::inspect

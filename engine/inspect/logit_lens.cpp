#include "engine/inspect/logit_lens.h"

#include "engine/decoding/logit_statistics.h"
#include "engine/decoding/ranked_tokens.h"
#include "engine/inspect/tensor_values.h"
#include "engine/nn/interrupted.h"

namespace vitrine::inspect {

namespace {

constexpr std::int64_t LogitRows = 64; // positions whose logits are in memory at once

std::vector<TokenProbability> topOf(
    std::span<const float> logits, const decoding::LogitStatistics& statistics, std::size_t count) {
    std::vector<TokenProbability> top;
    decoding::RankedTokens ranked(logits);
    for (const auto id : ranked.first(count)) {
        const float logit = logits[static_cast<std::size_t>(id)];
        top.push_back({id, {}, static_cast<float>(statistics.probability(logit)), logit});
    }
    return top;
}

LogitLensCell cellOf(
    std::span<const float> logits, std::optional<TokenId> target, std::size_t count) {
    const auto statistics = decoding::LogitStatistics::of(logits);
    LogitLensCell cell;
    cell.top = topOf(logits, statistics, count);
    cell.entropy = statistics.entropy;
    if (target) {
        cell.targetProbability = statistics.probability(logits[static_cast<std::size_t>(*target)]);
        cell.targetRank = decoding::rankOf(*target, logits);
    }
    return cell;
}

/// A causal model foresees the next token, one that fills in the token itself.
std::optional<TokenId> targetAt(
    const CapturedRun& run, std::span<const TokenId> ids, std::size_t position) {
    const auto target = run.shape().causal ? position + 1 : position;
    return target < ids.size() ? std::optional(ids[target]) : std::nullopt;
}

} // namespace

LogitLens logitLens(const CapturedRun& run, std::span<const TokenId> ids,
    const LogitLensRange& range, const std::stop_token& stop) {
    LogitLens lens;
    lens.depths = static_cast<int>(run.shape().layers) + 1;
    lens.firstPosition = range.first;
    lens.positions = range.count;
    for (int i = 0; i < range.count; ++i) {
        lens.targets.push_back(targetAt(run, ids, static_cast<std::size_t>(range.first + i)));
    }
    for (int depth = 0; depth < lens.depths; ++depth) {
        const auto rows = run.outputInput(depth).narrow(/*dim=*/0, range.first, range.count);
        for (const auto& chunk : rows.split(LogitRows)) {
            if (stop.stop_requested()) {
                throw nn::Interrupted();
            }
            const auto logits = plainFloats(run.model().logits(chunk)); // [position, vocab]
            const auto vocabulary = static_cast<std::size_t>(logits.size(1));
            for (std::size_t row = 0; row < static_cast<std::size_t>(logits.size(0)); ++row) {
                const auto column = lens.cells.size() % lens.targets.size();
                lens.cells.push_back(
                    cellOf(elementsOf(logits).subspan(row * vocabulary, vocabulary),
                        lens.targets[column], static_cast<std::size_t>(range.top)));
            }
        }
    }
    return lens;
}

} // namespace vitrine::inspect

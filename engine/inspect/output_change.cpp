#include "engine/inspect/output_change.h"

#include <algorithm>
#include <numbers>
#include <set>
#include <span>

#include "engine/decoding/logit_statistics.h"
#include "engine/decoding/ranked_tokens.h"
#include "engine/inspect/tensor_values.h"
#include "engine/nn/interrupted.h"

namespace vitrine::inspect {

namespace {

constexpr std::int64_t LogitRows = 64; // positions whose logits are in memory at once

/// Logits of one position, on the CPU.
class PositionLogits {
public:
    PositionLogits(models::LanguageModel& model, const torch::Tensor& hidden)
        : m_logits(plainFloats(model.logits(hidden.unsqueeze(/*dim=*/0))[0])),
          m_statistics(decoding::LogitStatistics::of(values())) { }

    std::span<const float> values() const { return elementsOf(m_logits); }
    float logit(TokenId id) const { return values()[static_cast<std::size_t>(id)]; }
    double probability(TokenId id) const { return m_statistics.probability(logit(id)); }
    void addLikeliest(std::size_t count, std::set<TokenId>& ids) const {
        decoding::RankedTokens ranked(values());
        const auto first = ranked.first(count);
        ids.insert(first.begin(), first.end());
    }

private:
    torch::Tensor m_logits; // [vocab]
    decoding::LogitStatistics m_statistics;
};

std::vector<ChangedCandidate> changedCandidates(
    const PositionLogits& before, const PositionLogits& after, std::size_t top) {
    std::set<TokenId> ids;
    before.addLikeliest(top, ids);
    after.addLikeliest(top, ids);
    std::vector<ChangedCandidate> candidates;
    for (const auto id : ids) {
        candidates.push_back(
            {{id, {}, static_cast<float>(before.probability(id)), before.logit(id)},
                after.probability(id), decoding::rankOf(id, after.values())});
    }
    std::ranges::stable_sort(candidates, std::greater(),
        [](const ChangedCandidate& candidate) { return candidate.before.probability; });
    return candidates;
}

/// KL(before ‖ after) in bits for each position of logits [position, vocab].
torch::Tensor divergence(const torch::Tensor& before, const torch::Tensor& after) {
    const auto p = torch::log_softmax(before, /*dim=*/-1);
    const auto q = torch::log_softmax(after, /*dim=*/-1);
    return ((p.exp() * (p - q)).sum(/*dim=*/-1) / std::numbers::ln2).clamp_min(0);
}

} // namespace

OutputChange outputChange(models::LanguageModel& model, const torch::Tensor& untouched,
    const torch::Tensor& changed, int position, int top, const std::stop_token& stop) {
    OutputChange change;
    change.position = position;
    change.candidates = changedCandidates(PositionLogits(model, untouched[position]),
        PositionLogits(model, changed[position]), static_cast<std::size_t>(top));
    for (std::int64_t first = 0; first < changed.size(0); first += LogitRows) {
        if (stop.stop_requested()) {
            throw nn::Interrupted();
        }
        const auto count = std::min(LogitRows, changed.size(0) - first);
        const auto bits = divergence(model.logits(untouched.narrow(/*dim=*/0, first, count)),
            model.logits(changed.narrow(/*dim=*/0, first, count)))
                              .to(torch::kCPU, torch::kFloat64)
                              .contiguous();
        const auto* values = bits.const_data_ptr<double>();
        change.divergence.insert(change.divergence.end(), values, values + bits.numel());
    }
    return change;
}

} // namespace vitrine::inspect

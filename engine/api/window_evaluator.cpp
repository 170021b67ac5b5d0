#include "engine/api/window_evaluator.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace vitrine::api {

namespace {

constexpr std::int64_t LogitRows = 128; // positions whose logits are in memory at once

} // namespace

WindowEvaluator::WindowEvaluator(const TextModel::Impl& model, std::stop_token stop)
    : m_model(model), m_stop(std::move(stop)) {
}

std::size_t WindowEvaluator::add(std::span<const EvaluationWindow> windows) {
    const auto count = std::clamp<std::size_t>(
        BatchPositions / windows.front().inputs(), /*lo=*/1, /*hi=*/windows.size());
    const auto batch = windows.first(count);
    m_nats += natsOf(batchOf(batch));
    for (const auto& window : batch) {
        m_tokens += static_cast<std::int64_t>(window.targets());
        m_characters += window.characters;
    }
    return count;
}

WindowEvaluator::Batch WindowEvaluator::batchOf(std::span<const EvaluationWindow> windows) const {
    const auto longest = windows.front().inputs();
    std::vector<std::int64_t> ids(windows.size() * longest, 0);
    std::vector<std::int64_t> rows;
    std::vector<std::int64_t> targets;
    for (std::size_t i = 0; i < windows.size(); ++i) {
        const auto& window = windows[i];
        const auto begin = i * longest;
        std::ranges::copy(std::span(window.ids).first(window.inputs()), &ids[begin]);
        for (auto position = window.first; position < window.inputs(); ++position) {
            rows.push_back(static_cast<std::int64_t>(begin + position));
            targets.push_back(window.ids[position + 1]);
        }
    }
    const auto device = m_model.device();
    return {torch::tensor(ids, torch::kLong)
                .view({static_cast<std::int64_t>(windows.size()), -1})
                .to(device),
        torch::tensor(rows, torch::kLong).to(device),
        torch::tensor(targets, torch::kLong).to(device)};
}

/// What stands behind the end of a window changes nothing before it: the network is causal.
double WindowEvaluator::natsOf(const Batch& batch) const {
    const auto hidden
        = m_model.model->hidden(batch.ids, /*cache=*/nullptr, /*inspection=*/nullptr, m_stop)
              .flatten(0, 1) // [window · longest, model]
              .index_select(/*dim=*/0, batch.rows); // [targets, model]
    const auto targets = batch.targets.size(0);
    double nats = 0;
    for (std::int64_t row = 0; row < targets; row += LogitRows) {
        const auto count = std::min(LogitRows, targets - row);
        const auto logits = m_model.model->logits(hidden.narrow(0, row, count)); // [count, vocab]
        nats += torch::nn::functional::cross_entropy(logits, batch.targets.narrow(0, row, count),
            torch::nn::functional::CrossEntropyFuncOptions().reduction(torch::kSum))
                    .item<double>();
    }
    return nats;
}

TextEvaluation WindowEvaluator::result(bool partial) const {
    TextEvaluation result;
    result.tokens = m_tokens;
    result.characters = m_characters;
    result.partial = partial;
    if (m_tokens > 0) {
        result.crossEntropy = m_nats / static_cast<double>(m_tokens);
        result.perplexity = std::exp(result.crossEntropy);
    }
    if (m_characters > 0) {
        result.bitsPerCharacter = m_nats / std::numbers::ln2 / static_cast<double>(m_characters);
    }
    return result;
}

} // namespace vitrine::api

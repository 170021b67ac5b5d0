#include "engine/api/run_batch.h"

namespace vitrine::api {

namespace {

Token tokenOf(TokenId id, const text::Tokenizer& tokenizer) {
    return {id, tokenizer.tokenBytes(id), tokenizer.piece(id), 0, 0, tokenizer.isSpecial(id)};
}

/// Positions of a row before its padding; `counts` and `visible` [position], the latter may be
/// undefined.
std::int64_t lengthOf(const torch::Tensor& counts, const torch::Tensor& visible) {
    const auto used = (visible.defined() ? visible : counts).nonzero();
    return used.numel() > 0 ? used.max().item<std::int64_t>() + 1 : 0;
}

/// What an objective wants to be told of one position.
void addTarget(BatchPosition& shown, std::int64_t wanted, const text::Tokenizer& tokenizer,
    const std::optional<Task>& task) {
    if (wanted == train::IgnoredTarget) {
        return;
    }
    if (task) {
        shown.label = task->labels[static_cast<std::size_t>(wanted)];
    } else {
        shown.target = tokenOf(static_cast<TokenId>(wanted), tokenizer);
    }
}

/// First and last token of an answer; both stand at the first position where there is none.
void markAnswer(std::vector<BatchPosition>& example, const torch::Tensor& target) {
    const auto first = target[0].item<std::int64_t>();
    const auto last = target[1].item<std::int64_t>();
    example[static_cast<std::size_t>(first)].label = first == last ? "start, end" : "start";
    if (first != last) {
        example[static_cast<std::size_t>(last)].label = "end";
    }
}

} // namespace

TrainingBatch describeBatch(const train::Batch& batch, const text::Tokenizer& tokenizer,
    std::int64_t step, const std::optional<Task>& task) {
    TrainingBatch described;
    described.step = step;
    const auto moved = batch.to(torch::kCPU);
    const bool byText = task && task->kind != TaskKind::Tagging;
    for (std::int64_t row = 0; row < moved.input.size(0); ++row) {
        const auto target = moved.target[row];
        const auto length = lengthOf(target != train::IgnoredTarget,
            moved.visible.defined() ? moved.visible[row] : torch::Tensor());
        std::vector<BatchPosition> example;
        for (std::int64_t position = 0; position < length; ++position) {
            BatchPosition shown{tokenOf(moved.input[row][position].item<TokenId>(), tokenizer), {}};
            if (moved.segments.defined()) {
                shown.segment = moved.segments[row][position].item<int>();
            }
            if (!byText) {
                addTarget(shown, target[position].item<std::int64_t>(), tokenizer, task);
            }
            example.push_back(std::move(shown));
        }
        if (task && task->kind == TaskKind::QuestionAnswering) {
            markAnswer(example, target);
        } else if (byText) {
            described.labels.push_back(
                task->labels[static_cast<std::size_t>(target.item<std::int64_t>())]);
        }
        described.examples.push_back(std::move(example));
    }
    return described;
}

} // namespace vitrine::api

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

} // namespace

TrainingBatch describeBatch(
    const train::Batch& batch, const text::Tokenizer& tokenizer, std::int64_t step) {
    TrainingBatch described;
    described.step = step;
    const auto input = batch.input.cpu();
    const auto target = batch.target.cpu();
    const auto visible = batch.visible.defined() ? batch.visible.cpu() : torch::Tensor();
    for (std::int64_t row = 0; row < input.size(0); ++row) {
        const auto counts = target[row] != train::IgnoredTarget;
        const auto length = lengthOf(counts, visible.defined() ? visible[row] : torch::Tensor());
        std::vector<BatchPosition> example;
        for (std::int64_t position = 0; position < length; ++position) {
            const auto wanted = target[row][position].item<TokenId>();
            BatchPosition shown{tokenOf(input[row][position].item<TokenId>(), tokenizer), {}};
            if (wanted != train::IgnoredTarget) {
                shown.target = tokenOf(wanted, tokenizer);
            }
            example.push_back(std::move(shown));
        }
        described.examples.push_back(std::move(example));
    }
    return described;
}

} // namespace vitrine::api

#pragma once

#include <cstdint>

#include <torch/torch.h>

namespace vitrine::train {

/// Cross-entropy of logits [row, class] in nats per target [row] that counts; each target is
/// smoothed by `smoothing` (Szegedy et al. 2016, section 7). Of a share of a batch, in all of which
/// `whole` targets count, what it adds to the mean of the batch; 0: the rows are a whole batch.
torch::Tensor targetLoss(
    const torch::Tensor& logits, const torch::Tensor& target, double smoothing, std::int64_t whole);

} // namespace vitrine::train

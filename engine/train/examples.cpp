#include "engine/train/examples.h"

namespace vitrine::train {

namespace {

std::int64_t countedIn(const torch::Tensor& targets) {
    return targets.defined() ? (targets != IgnoredTarget).sum().item<std::int64_t>() : 0;
}

} // namespace

Batch Batch::to(torch::Device device) const {
    const auto moved = [&](const torch::Tensor& tensor) {
        return tensor.defined() ? tensor.to(device) : tensor;
    };
    return {moved(input), moved(target), moved(segments), moved(visible), moved(nextSentence),
        wholeTargets, wholePairs};
}

Batch Batch::share(int part, int parts) const {
    const auto rows = input.size(0);
    const auto first = rows * part / parts;
    const auto count = rows * (part + 1) / parts - first;
    const auto cut = [&](const torch::Tensor& tensor) {
        return tensor.defined() ? tensor.narrow(/*dim=*/0, first, count) : tensor;
    };
    return {cut(input), cut(target), cut(segments), cut(visible), cut(nextSentence),
        countedIn(target), countedIn(nextSentence)};
}

} // namespace vitrine::train

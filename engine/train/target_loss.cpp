#include "engine/train/target_loss.h"

#include "engine/train/examples.h"

namespace vitrine::train {

torch::Tensor targetLoss(const torch::Tensor& logits, const torch::Tensor& target, double smoothing,
    std::int64_t whole) {
    namespace functional = torch::nn::functional;
    auto options = functional::CrossEntropyFuncOptions()
                       .ignore_index(IgnoredTarget)
                       .label_smoothing(smoothing);
    const auto scores = logits.to(torch::kFloat);
    if (whole == 0) {
        return functional::cross_entropy(scores, target, options);
    }
    return functional::cross_entropy(scores, target, options.reduction(torch::kSum))
        / static_cast<double>(whole);
}

} // namespace vitrine::train

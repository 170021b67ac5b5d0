#include "engine/train/masked_token_loss.h"

#include <utility>

namespace vitrine::train {

namespace {

models::NetworkInput inputOf(const Batch& batch) {
    models::NetworkInput input(batch.input);
    input.segments = batch.segments;
    input.visible = batch.visible;
    return input;
}

} // namespace

LossFunction maskedTokenLoss(models::Bert model, double labelSmoothing) {
    return [model = std::move(model), labelSmoothing](const Batch& batch) mutable {
        const auto hidden = model->hidden(inputOf(batch)); // [batch, position, model]
        const auto target = batch.target.flatten();
        const auto masked = (target != IgnoredTarget).nonzero().squeeze(/*dim=*/1); // [masked]
        const auto logits = model->logits(hidden.flatten(0, 1).index_select(0, masked));
        auto loss = torch::nn::functional::cross_entropy(logits.to(torch::kFloat),
            target.index_select(0, masked),
            torch::nn::functional::CrossEntropyFuncOptions().label_smoothing(
                model->is_training() ? labelSmoothing : 0));

        const auto pairs = (batch.nextSentence != IgnoredTarget).nonzero().squeeze(/*dim=*/1);
        if (pairs.size(0) > 0) {
            const auto follows = model->nextSentence(hidden.index_select(0, pairs));
            loss = loss
                + torch::nn::functional::cross_entropy(
                    follows.to(torch::kFloat), batch.nextSentence.index_select(0, pairs));
        }
        return loss;
    };
}

} // namespace vitrine::train

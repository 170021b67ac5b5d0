#include "engine/train/masked_token_loss.h"

#include <utility>

#include "engine/train/target_loss.h"

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
        auto loss = targetLoss(logits, target.index_select(0, masked),
            model->is_training() ? labelSmoothing : 0, batch.wholeTargets);

        const auto pairs = (batch.nextSentence != IgnoredTarget).nonzero().squeeze(/*dim=*/1);
        if (pairs.size(0) > 0) {
            const auto follows = model->nextSentence(hidden.index_select(0, pairs));
            loss = loss
                + targetLoss(follows, batch.nextSentence.index_select(0, pairs), /*smoothing=*/0,
                    batch.wholePairs);
        }
        return loss;
    };
}

} // namespace vitrine::train

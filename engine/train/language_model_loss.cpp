#include "engine/train/language_model_loss.h"

#include <utility>

#include "engine/train/target_loss.h"

namespace vitrine::train {

LossFunction languageModelLoss(models::Network model, double labelSmoothing) {
    return [model = std::move(model), labelSmoothing](const Batch& batch) {
        const auto logits = model->logits(model->hidden(batch.input)); // [batch, position, vocab]
        return targetLoss(logits.flatten(0, 1), batch.target.flatten(),
            model->is_training() ? labelSmoothing : 0, batch.wholeTargets);
    };
}

} // namespace vitrine::train

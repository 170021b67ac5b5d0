#include "engine/train/language_model_loss.h"

#include <utility>

namespace vitrine::train {

LossFunction languageModelLoss(models::Network model, double labelSmoothing) {
    return [model = std::move(model), labelSmoothing](const Batch& batch) {
        const auto logits = model->logits(model->hidden(batch.input))
                                .to(torch::kFloat); // [batch, position, vocab]
        return torch::nn::functional::cross_entropy(logits.flatten(0, 1), batch.target.flatten(),
            torch::nn::functional::CrossEntropyFuncOptions()
                .ignore_index(IgnoredTarget)
                .label_smoothing(model->is_training() ? labelSmoothing : 0));
    };
}

} // namespace vitrine::train

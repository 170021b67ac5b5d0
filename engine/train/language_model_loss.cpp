#include "engine/train/language_model_loss.h"

#include <utility>

namespace vitrine::train {

LossFunction languageModelLoss(models::Network model) {
    return [model = std::move(model)](const Batch& batch) {
        const auto logits = model->logits(model->hidden(batch.input))
                                .to(torch::kFloat); // [batch, position, vocab]
        return torch::nn::functional::cross_entropy(logits.flatten(0, 1), batch.target.flatten(),
            torch::nn::functional::CrossEntropyFuncOptions().ignore_index(IgnoredTarget));
    };
}

} // namespace vitrine::train

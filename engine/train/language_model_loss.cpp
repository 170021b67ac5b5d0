#include "engine/train/language_model_loss.h"

#include <utility>

namespace vitrine::train {

LossFunction languageModelLoss(models::Gpt2 model) {
    return [model = std::move(model)](const Batch& batch) mutable {
        const auto logits
            = model->forward(batch.input).to(torch::kFloat); // [batch, position, vocab]
        return torch::nn::functional::cross_entropy(logits.flatten(0, 1), batch.target.flatten(),
            torch::nn::functional::CrossEntropyFuncOptions().ignore_index(IgnoredTarget));
    };
}

} // namespace vitrine::train

#include "engine/train/task_loss.h"

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

LossFunction taskLoss(models::TaskNetwork model, double labelSmoothing) {
    return [model = std::move(model), labelSmoothing](const Batch& batch) mutable {
        auto logits = model(inputOf(batch));
        if (model->task.kind == TaskKind::QuestionAnswering) {
            logits = logits.transpose(1, 2); // [batch, 2, position]: a choice among positions
        }
        return targetLoss(logits.flatten(0, -2), batch.target.flatten(),
            model->is_training() ? labelSmoothing : 0, batch.wholeTargets);
    };
}

} // namespace vitrine::train

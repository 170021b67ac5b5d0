#pragma once

#include "engine/models/task_network.h"
#include "engine/train/trainer.h"

namespace vitrine::train {

/// Cross-entropy of a task's targets, mean over what counts, in nats: of labels [batch], of tags
/// [batch, position], of the first and the last token of answers [batch, 2] over all positions
/// (Devlin et al. 2018, section 4.2). While the model trains, the targets are smoothed.
LossFunction taskLoss(models::TaskNetwork model, double labelSmoothing = 0);

} // namespace vitrine::train

#pragma once

#include "engine/models/gpt2.h"
#include "engine/train/trainer.h"

namespace vitrine::train {

/// Cross-entropy of each next token under `model`, mean over the counted targets, in nats.
LossFunction languageModelLoss(models::Gpt2 model);

} // namespace vitrine::train

#pragma once

#include "engine/models/network.h"
#include "engine/train/trainer.h"

namespace vitrine::train {

/// Cross-entropy of each next token under `model`, mean over the counted targets, in nats.
LossFunction languageModelLoss(models::Network model);

} // namespace vitrine::train

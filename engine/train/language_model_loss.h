#pragma once

#include "engine/models/network.h"
#include "engine/train/trainer.h"

namespace vitrine::train {

/// Cross-entropy of each next token under `model`, mean over the counted targets, in nats. While
/// the model trains, the targets are smoothed.
LossFunction languageModelLoss(models::Network model, double labelSmoothing = 0);

} // namespace vitrine::train

#pragma once

#include "engine/models/bert.h"
#include "engine/train/trainer.h"

namespace vitrine::train {

/// Cross-entropy of the masked tokens plus that of whether the second text follows the first
/// (Devlin et al. 2018, appendix A.2), each the mean over what counts, in nats. The second part is
/// left out of a batch without pairs. While the model trains, the masked tokens are smoothed.
LossFunction maskedTokenLoss(models::Bert model, double labelSmoothing = 0);

} // namespace vitrine::train

#pragma once

#include <cstdint>
#include <memory>

#include "engine/models/network.h"
#include "engine/text/tokenizer.h"
#include "engine/train/trainer.h"
#include "engine/values/expected.h"
#include "engine/values/training_job.h"

namespace vitrine::train {

/// All that a trainer needs to be told of what is to be learned.
struct Objective {
    models::Network network; ///< new, its weights drawn from the job's seed; or the job's own
    LossFunction loss;
    TrainingData data;
    std::int64_t trainingTokens = 0; ///< in one epoch
};

/// Reads the data of a job, and the model where it exists. Errors: those of the datasets and of
/// loading, DatasetTooSmall, TokenizerUnsupported, OptionInvalid (examples longer than the
/// context), HeadMissing.
Expected<Objective> makeObjective(
    const TrainingJob& job, const std::shared_ptr<const text::Tokenizer>& tokenizer);

} // namespace vitrine::train

#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/models/model_description.h"
#include "engine/models/network.h"
#include "engine/models/task_network.h"
#include "engine/text/tokenizer.h"
#include "engine/train/trainer.h"
#include "engine/values/data_problem.h"
#include "engine/values/expected.h"
#include "engine/values/training_job.h"

namespace vitrine::train {

/// All that a trainer needs to be told of what is to be learned.
struct Objective {
    models::Network network; ///< new, its weights drawn from the job's seed; or the job's own
    models::TaskNetwork task{nullptr}; ///< the network with the head of a task; null: none
    models::ModelDescription description; ///< special tokens of the model
    LossFunction loss;
    TrainingData data;
    std::int64_t trainingTokens = 0; ///< in one epoch
    std::vector<DataProblem> problems; ///< rows that could not be used as they are

    /// What is trained: the network, with its head where it has one.
    std::shared_ptr<torch::nn::Module> module() const;
};

/// Reads the data of a job, and the model where it exists. Errors: those of the datasets and of
/// loading, DatasetTooSmall, TokenizerUnsupported, OptionInvalid (examples longer than the
/// context), HeadMissing.
Expected<Objective> makeObjective(
    const TrainingJob& job, const std::shared_ptr<const text::Tokenizer>& tokenizer);

} // namespace vitrine::train

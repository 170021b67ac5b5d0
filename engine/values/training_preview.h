#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/values/data_problem.h"
#include "engine/values/training_batch.h"

namespace vitrine {

/// What a job would be trained on.
struct TrainingPreview {
    TrainingBatch batch; ///< the first examples of the first epoch; its step is 0
    std::vector<DataProblem> problems; ///< rows that cannot be used as they are
    std::vector<std::string> labels; ///< of a task, by class
    std::int64_t trainingExamples = 0; ///< in one epoch
    std::int64_t validationExamples = 0;
};

} // namespace vitrine

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/values/data_problem.h"
#include "engine/values/training_batch.h"

namespace vitrine {

/// Rows of data files as they were read.
struct RowTable {
    struct Row {
        std::size_t line = 0; ///< of its file, from 1; 0: not told
        std::vector<std::string> fields; ///< one for each column
        bool operator==(const Row&) const = default;
    };
    /// "text", "second", "label", "words", "tags", "question", "context", "prompt", "answer".
    std::vector<std::string> columns;
    std::vector<Row> rows;
    bool operator==(const RowTable&) const = default;
};

/// What a job would be trained on.
struct TrainingPreview {
    RowTable rows; ///< the first ones of the training files
    TrainingBatch batch; ///< the first examples of the first epoch; its step is 0
    std::vector<DataProblem> problems; ///< rows that cannot be used as they are
    std::vector<std::string> labels; ///< of a task, by class
    std::int64_t trainingExamples = 0; ///< in one epoch
    std::int64_t validationExamples = 0;
    bool operator==(const TrainingPreview&) const = default;
};

} // namespace vitrine

#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/api/task_evaluation.h"
#include "engine/values/data_problem.h"

namespace vitrine::app {

/// A class, a kind of entity, or a mean over them.
struct ReportedScore {
    enum class Kind { One, Macro, Micro };
    Kind kind = Kind::One;
    std::string name; ///< of one
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    std::int64_t examples = 0; ///< that should have been found
};

struct ReportedExample {
    std::string text;
    std::string question; ///< of a question
    std::string expected;
    std::string answered;
    bool right = false;
    double score = 0; ///< the worst has the lowest: probability of what is right, or F1 of words
    std::vector<std::pair<int, int>> cells; ///< of the confusion matrix that it stands in
};

/// What an evaluation found, of any task alike.
struct TaskReport {
    std::optional<double> accuracy; ///< of texts, or of words
    std::optional<double> exactMatch;
    std::optional<double> wordF1;
    std::vector<ReportedScore> scores;
    std::vector<std::string> labels; ///< of the confusion matrix; none where there is none
    std::vector<std::int64_t> confusion; ///< [expected, answered]
    std::vector<ReportedExample> examples; ///< the worst first
    std::vector<DataProblem> problems;
    bool partial = false; ///< stopped before the end
};

/// Errors: those of the evaluations in engine/api.
Expected<TaskReport> evaluateTask(const api::TaskModel& model, const std::filesystem::path& file,
    const std::stop_token& stop, const ProgressCallback& progress);

} // namespace vitrine::app

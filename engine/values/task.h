#pragma once

#include <string>
#include <vector>

namespace vitrine {

/// What a head on top of a model is for.
enum class TaskKind {
    Classification, ///< a text, or a pair, gets one label
    Tagging, ///< every word gets a label
    QuestionAnswering, ///< an answer is a span of its context
};

/// A task that a model was trained for.
struct Task {
    TaskKind kind = TaskKind::Classification;
    std::vector<std::string> labels; ///< by class; none where answers are spans
    bool operator==(const Task&) const = default;
};

} // namespace vitrine

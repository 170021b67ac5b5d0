#pragma once

#include <filesystem>
#include <optional>
#include <span>

#include "app/workspace/lens_task.h"

namespace vitrine::app {

/// Something to try a task on.
struct TaskExample {
    LensTask task;
    const char* language; ///< "zh", "en"
    const char* text; ///< to go under glass
    const char* second = ""; ///< the question, the second text, or what to ask of the text
};

/// In both languages, for every task.
std::span<const TaskExample> taskExamples();

/// A labelled file that comes with the program, of what no built-in model learned from where there
/// is one; none for tasks without data.
std::optional<std::filesystem::path> sampleData(LensTask task, bool chinese);

} // namespace vitrine::app

#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/values/expected.h"
#include "engine/values/load_options.h"
#include "engine/values/task.h"
#include "engine/values/task_answers.h"

namespace vitrine::api {

/// A model that was trained for a task, with its answers. Immutable; one call at a time.
class TaskModel {
public:
    /// A folder in Hugging Face layout whose class is one for a task. Errors: HeadMissing (another
    /// class), those of loading a model, DeviceUnavailable.
    static Expected<std::shared_ptr<const TaskModel>> load(
        const std::filesystem::path& folder, const LoadOptions& options = {});

    TaskModel(TaskModel&&) noexcept;
    TaskModel& operator=(TaskModel&&) noexcept;
    ~TaskModel();

    const Task& task() const;

    /// The labels of a text, or of a pair, the most probable first. What does not fit the context
    /// is cut, of a pair "longest first". Errors here and below: HeadMissing (another task),
    /// TextInvalid, PromptEmpty, Interrupted, OutOfMemory.
    Expected<std::vector<LabelProbability>> classify(const std::string& text,
        const std::string& second = {}, const std::stop_token& stop = {}) const;

    /// The tag of each word, which is that of its first token, and the entities that they make.
    Expected<TaggedText> tag(const std::string& text, const std::stop_token& stop = {}) const;

    /// Where in the context the answer stands. A context that does not fit is read in windows,
    /// each half a window after the one before.
    Expected<Answers> answer(const std::string& question, const std::string& context,
        const AnswerOptions& options = {}, const std::stop_token& stop = {}) const;

private:
    struct Impl;
    explicit TaskModel(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace vitrine::api

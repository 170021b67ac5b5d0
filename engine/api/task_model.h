#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/values/expected.h"
#include "engine/values/input_attribution.h"
#include "engine/values/load_options.h"
#include "engine/values/task.h"
#include "engine/values/task_answers.h"

namespace vitrine::api {

/// A model that was trained for a task, with its answers. Immutable; one call at a time.
class TaskModel {
public:
    struct Live; ///< a network that is in training; see live_task_model.h

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
    /// The same of words that are told apart already; offsets are into the text that they make,
    /// with spaces where their script has them.
    Expected<TaggedText> tagWords(
        std::span<const std::string> words, const std::stop_token& stop = {}) const;

    /// Where in the context the answer stands. A context that does not fit is read in windows,
    /// each half a window after the one before.
    Expected<Answers> answer(const std::string& question, const std::string& context,
        const AnswerOptions& options = {}, const std::stop_token& stop = {}) const;

    /// What each token contributed to the logit of `label`, as classify() reads the text. Errors
    /// here and below: as above; OptionInvalid for a label, a word or a span that is not there.
    Expected<InputAttribution> attributeLabel(const std::string& text, const std::string& second,
        const std::string& label, const std::stop_token& stop = {}) const;
    /// To the logit of `tag` at the word that begins at this byte of the text.
    Expected<InputAttribution> attributeTag(const std::string& text, std::size_t wordBegin,
        const std::string& tag, const std::stop_token& stop = {}) const;
    /// To the logits that an answer begins and ends where `span` does, in the first window of the
    /// context that holds it.
    Expected<InputAttribution> attributeAnswer(const std::string& question,
        const std::string& context, const AnswerSpan& span, const std::stop_token& stop = {}) const;

private:
    struct Impl;
    explicit TaskModel(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace vitrine::api

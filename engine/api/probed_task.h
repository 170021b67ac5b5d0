#pragma once

#include <stop_token>
#include <string>

#include "engine/api/task_model.h"
#include "engine/values/expected.h"
#include "engine/values/training_probe.h"

namespace vitrine::api {

/// What a model answers to a text, on one line: its labels with their probabilities, the text with
/// its entities in brackets, or the answer to a question about `context`. Errors: those of
/// TaskModel; a text that cannot be read has no answer.
Expected<std::string> taskAnswer(const TaskModel& model, const std::string& text,
    const std::string& context, const std::stop_token& stop);

/// The labels of a text in the place of expected tokens, and their entropy. Of other tasks nothing.
/// Errors: as above.
Expected<void> expectLabel(const TaskModel& model, const std::string& text, TrainingProbe& probe,
    const std::stop_token& stop);

} // namespace vitrine::api

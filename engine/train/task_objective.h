#pragma once

#include <memory>

#include "engine/text/tokenizer.h"
#include "engine/train/objective.h"
#include "engine/values/expected.h"
#include "engine/values/training_job.h"

namespace vitrine::train {

/// Classification, tagging and question answering: a network with a head. A model that has the
/// task's head already, with all labels of the data, goes on with it; others get a new one. Weights
/// that the task has no use for are kept as they are. Errors: those of makeObjective.
Expected<Objective> taskObjective(
    const TrainingJob& job, const std::shared_ptr<const text::Tokenizer>& tokenizer);

/// Instructions: the next token, of answers only (Ouyang et al. 2022, section 3.1).
Expected<Objective> instructionObjective(
    const TrainingJob& job, const std::shared_ptr<const text::Tokenizer>& tokenizer);

} // namespace vitrine::train

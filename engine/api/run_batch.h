#pragma once

#include <cstdint>
#include <optional>

#include "engine/text/tokenizer.h"
#include "engine/train/examples.h"
#include "engine/values/task.h"
#include "engine/values/training_batch.h"

namespace vitrine::api {

/// A batch in tokens, for people. Padding at the end of an example is left out: what is not
/// visible, or, where everything is, what comes after the last prediction that counts. With a
/// `task`, its labels are to be told, not tokens.
TrainingBatch describeBatch(const train::Batch& batch, const text::Tokenizer& tokenizer,
    std::int64_t step, const std::optional<Task>& task = {});

} // namespace vitrine::api

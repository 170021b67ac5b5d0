#pragma once

#include <cstdint>

#include "engine/text/tokenizer.h"
#include "engine/train/examples.h"
#include "engine/values/training_batch.h"

namespace vitrine::api {

/// A batch in tokens, for people. Padding at the end of an example is left out: what is not
/// visible, or, where everything is, what comes after the last prediction that counts.
TrainingBatch describeBatch(
    const train::Batch& batch, const text::Tokenizer& tokenizer, std::int64_t step);

} // namespace vitrine::api

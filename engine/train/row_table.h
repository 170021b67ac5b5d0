#pragma once

#include <cstddef>

#include "engine/values/expected.h"
#include "engine/values/training_job.h"
#include "engine/values/training_preview.h"

namespace vitrine::train {

/// The first rows of a job's training files, as the readers of its objective understand them; of
/// tagged words, words and tags with spaces between them. Errors: those of reading.
Expected<RowTable> firstRows(const TrainingJob& job, std::size_t most);

} // namespace vitrine::train

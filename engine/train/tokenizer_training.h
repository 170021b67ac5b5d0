#pragma once

#include <memory>

#include "engine/text/tokenizer.h"
#include "engine/values/expected.h"
#include "engine/values/training_job.h"

namespace vitrine::train {

/// The tokeniser that a job asks for: learned from its training files (repeats count once), or read
/// from a folder. Errors: those of reading the files, of the trainers and of loadTokenizer.
Expected<std::shared_ptr<const text::Tokenizer>> makeTokenizer(const TrainingJob& job);

} // namespace vitrine::train

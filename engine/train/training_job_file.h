#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "engine/values/expected.h"
#include "engine/values/training_job.h"

namespace vitrine::train {

/// Reads a job file (resources/models/README.md describes it). Relative paths in it start at
/// `data`. A key that is not known is an error, so that a misspelt option does not train a wrong
/// model for hours. Errors: FileMissing, the JSON errors, ValueMissing, ValueInvalid.
Expected<TrainingJob> readTrainingJob(
    const std::filesystem::path& file, const std::filesystem::path& data);

/// The same of a text; `source` names it in errors.
Expected<TrainingJob> parseTrainingJob(
    std::string_view text, const std::string& source, const std::filesystem::path& data);

/// A job file's text, which reads as the same job.
std::string jobText(const TrainingJob& job);

/// Writes a job file that reads as the same job. Errors: FileUnwritable, DiskFull.
Expected<void> writeTrainingJob(const TrainingJob& job, const std::filesystem::path& file);

} // namespace vitrine::train

#pragma once

#include <filesystem>
#include <stop_token>
#include <vector>

#include "engine/values/expected.h"
#include "engine/values/training_job.h"

namespace vitrine::app {

/// The job with its data files and folders copied into `folder`, as they are. A run that is resumed
/// then reads what it began with, whatever has become of the files. Errors: FileMissing,
/// FileUnreadable, FileUnwritable, DiskFull; Interrupted.
Expected<TrainingJob> withOwnData(
    const TrainingJob& job, const std::filesystem::path& folder, const std::stop_token& stop);

/// The text files of a folder and what is below it (.txt), sorted by name.
std::vector<CorpusFile> textFilesIn(const std::filesystem::path& folder);

} // namespace vitrine::app

#pragma once

#include <filesystem>
#include <stop_token>

#include "engine/values/expected.h"
#include "engine/values/training_job.h"

namespace vitrine::app {

/// Lines of a text are parted like this where nothing is named to measure a model on: every tenth
/// is held out, so that both parts are of all of the text.
inline constexpr std::size_t heldOutLine = 10;

/// The job with its texts copied into `folder`, one text on each line: training.txt, and
/// validation.txt where there are ten lines or more. A run that is resumed then reads what it began
/// with, whatever has become of the files. Lines that are empty are left out. A job that names its
/// validation files is taken as it is. Errors: those of reading and writing; TextInvalid (place:
/// byte) for what is not UTF-8; DatasetTooSmall for files without text; Interrupted.
Expected<TrainingJob> withOwnData(
    const TrainingJob& job, const std::filesystem::path& folder, const std::stop_token& stop);

/// The text files of a folder and what is below it (.txt), sorted by name.
std::vector<CorpusFile> textFilesIn(const std::filesystem::path& folder);

} // namespace vitrine::app

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/values/expected.h"
#include "engine/values/training_progress.h"

namespace vitrine::train {

/// One JSON object: step, steps, loss, learning_rate, grad_norm, tokens_per_s, seconds, and
/// validation_loss where it was measured.
std::string toJson(const TrainingProgress& progress);

/// The steps of a log, of which a last line that is still being written is left out. Errors:
/// FileMissing, FileUnreadable, FileTooLarge; JsonInvalid (place: line) for what is no logged step.
Expected<std::vector<TrainingProgress>> readTrainingLog(const std::filesystem::path& file);

/// The logged steps of a run, one JSON object on each line of a file.
class TrainingLog {
public:
    /// Goes on with the log of a run that stands at `step`: lines of later steps, which the run is
    /// going to repeat, are dropped. Errors: FileUnreadable, FileUnwritable, DiskFull.
    static Expected<TrainingLog> open(const std::filesystem::path& file, std::int64_t step);

    /// Errors: FileUnwritable, DiskFull.
    Expected<void> append(const TrainingProgress& progress);

private:
    explicit TrainingLog(std::filesystem::path file);

    std::filesystem::path m_file;
};

} // namespace vitrine::train

#pragma once

#include <QDateTime>
#include <QString>

#include <filesystem>
#include <optional>
#include <vector>

#include "engine/values/expected.h"
#include "engine/values/training_job.h"
#include "engine/values/training_probe.h"
#include "engine/values/training_progress.h"

namespace vitrine::app {

enum class RunState {
    Queued, ///< its turn will come
    Running,
    Paused, ///< by the user, or because the program ended
    Stopped, ///< by the user, for good; it can still go on
    Finished,
    Failed, ///< see RunRecord::problem
};

/// What is asked of a run.
struct TrainingRecipe {
    QString name;
    TrainingJob job; ///< its training files as the user chose them
    ProbeTexts texts; ///< by which its progress is seen
    bool operator==(const TrainingRecipe&) const = default;
};

/// A run as its folder keeps it: run.json (name, notes, state) and recipe.json (the job as it was
/// asked for) beside what api::TrainingRun writes.
struct RunRecord {
    std::filesystem::path folder; ///< its name is the run's own
    TrainingRecipe recipe;
    QString notes;
    RunState state = RunState::Queued;
    QString problem; ///< why it failed, a sentence
    QDateTime created;
    std::vector<TrainingProgress> log; ///< the logged steps so far; log.jsonl

    std::filesystem::path modelFolder() const { return folder / "model"; }
    std::filesystem::path bestModelFolder() const { return folder / "best"; }
    /// Whether it has made a model that can be opened.
    bool hasModel() const;
    std::int64_t step() const { return log.empty() ? 0 : log.back().step; }
    /// The newest measured on what was held out.
    std::optional<double> validationLoss() const;
    /// From the newest step; nothing before the first.
    std::optional<double> secondsLeft() const;
};

/// Writes run.json; recipe.json too where `withRecipe` is set. Errors: FileUnwritable, DiskFull.
Expected<void> writeRecord(const RunRecord& run, bool withRecipe);

/// Reads a run's folder. A run that was at work when its program ended is Paused. Errors: those of
/// the files; FormatTooNew.
Expected<RunRecord> readRecord(const std::filesystem::path& folder);

/// All runs in a folder, newest first; what is no run is left out.
std::vector<RunRecord> readRecords(const std::filesystem::path& folder);

} // namespace vitrine::app

#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/values/expected.h"
#include "engine/values/load_options.h"
#include "engine/values/training_job.h"
#include "engine/values/training_progress.h"

namespace vitrine::api {

/// Where a training job computes. `dtype` and memory are the job's own matter.
struct TrainingDevice {
    DeviceChoice device = DeviceChoice::Auto;
    int threads = 0; ///< 0 = as many as the machine has cores
};

/// A logged step as one JSON object, as log.jsonl and `vitrine-cli train` have it.
std::string toJson(const TrainingProgress& progress);

/// The steps that a run's log.jsonl holds so far. Errors: FileMissing, FileUnreadable,
/// FileTooLarge, JsonInvalid (place: line).
Expected<std::vector<TrainingProgress>> readTrainingLog(const std::filesystem::path& file);

/// A training job at work in a folder of its own: job.json, tokenizer/, checkpoint.safetensors,
/// log.jsonl, and model/ and best/, which hold the model of the newest checkpoint and that of the
/// lowest validation loss in Hugging Face layout with their tokeniser, ready to be opened.
class TrainingRun {
public:
    /// A job file as a job; relative paths in it start at `data`.
    static Expected<TrainingJob> readJob(
        const std::filesystem::path& file, const std::filesystem::path& data);

    /// A new run. Makes the tokeniser, reads the data and draws the weights. Errors: OptionInvalid
    /// (the folder holds a run already), DatasetTooSmall, DeviceUnavailable, FileUnwritable, and
    /// those of reading the files of the job.
    static Expected<TrainingRun> start(const TrainingJob& job, const std::filesystem::path& folder,
        const TrainingDevice& device = {});
    /// Goes on from the newest checkpoint of a run. Errors besides those of start():
    /// CheckpointMismatch.
    static Expected<TrainingRun> resume(
        const std::filesystem::path& folder, const TrainingDevice& device = {});

    TrainingRun(TrainingRun&&) noexcept;
    TrainingRun& operator=(TrainingRun&&) noexcept;
    ~TrainingRun();

    /// What runs: after resume(), as the folder has it.
    const TrainingJob& job() const;
    std::int64_t parameters() const;
    std::int64_t trainingTokens() const; ///< to be predicted in one epoch
    std::int64_t step() const; ///< steps done
    std::filesystem::path modelFolder() const;
    /// Is made with the first validation loss.
    std::filesystem::path bestModelFolder() const;

    /// Trains to the end; `onProgress` is called on this thread after every logged step. A stop
    /// takes effect within one forward and backward pass and keeps a checkpoint. Errors:
    /// Interrupted, LossNotFinite, OutOfMemory, FileUnwritable, DiskFull.
    Expected<void> train(const std::function<void(const TrainingProgress&)>& onProgress = {},
        const std::stop_token& stop = {});

private:
    struct Impl;
    explicit TrainingRun(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace vitrine::api

#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/values/data_problem.h"
#include "engine/values/expected.h"
#include "engine/values/load_options.h"
#include "engine/values/process_place.h"
#include "engine/values/training_batch.h"
#include "engine/values/training_estimate.h"
#include "engine/values/training_job.h"
#include "engine/values/training_preview.h"
#include "engine/values/training_probe.h"
#include "engine/values/training_progress.h"

namespace vitrine::api {

/// Where a training job computes. `dtype` and memory are the job's own matter.
struct TrainingDevice {
    DeviceChoice device = DeviceChoice::Auto;
    int threads = 0; ///< 0 = as many as the machine has cores
    /// Where several processes train together: each takes its share of batches that are as many
    /// times larger. Only the process of rank 0 writes; all read the job's files.
    std::optional<ProcessPlace> process{};
};

/// A logged step as one JSON object, as log.jsonl and `vitrine-cli train` have it.
std::string toJson(const TrainingProgress& progress);

/// The steps that a run's log.jsonl holds so far. Errors: FileMissing, FileUnreadable,
/// FileTooLarge, JsonInvalid (place: line).
Expected<std::vector<TrainingProgress>> readTrainingLog(const std::filesystem::path& file);

/// Who watches a run. Everything is called on the training thread between two steps; what is not
/// set costs nothing.
struct TrainingObserver {
    std::function<void(const TrainingProgress&)> onProgress; ///< after every logged step
    /// After every look into the model, which is then in the run's folder: before the first step,
    /// after the last, and between in such steps that looking takes less than 2 % of the time. What
    /// training computes is the same with it and without.
    std::function<void(const TrainingProbe&)> onProbe;
    ProbeTexts texts; ///< of the looks
    /// After every logged step: whether onBatch is to be told what the step was given.
    std::function<bool()> batchWanted;
    std::function<void(const TrainingBatch&)> onBatch;
};

/// A training job at work in a folder of its own: job.json, tokenizer/, checkpoint.safetensors,
/// log.jsonl, probes/ where it is watched (see probe_file.h), and model/ and best/, which hold the
/// model of the newest checkpoint and that of the lowest validation loss in Hugging Face layout
/// with their tokeniser, ready to be opened; beside the weights of one that was adapted lies the
/// adapter in PEFT's layout, adapter/. Weights are written in float16, and in float32 where the job
/// goes on with an existing model.
class TrainingRun {
public:
    /// A job file as a job; relative paths in it start at `data`.
    static Expected<TrainingJob> readJob(
        const std::filesystem::path& file, const std::filesystem::path& data);
    /// A job file that reads as the same job. Errors: FileUnwritable, DiskFull.
    static Expected<void> writeJob(const TrainingJob& job, const std::filesystem::path& file);
    /// The text of such a file, and back; `source` names the text in errors.
    static std::string jobText(const TrainingJob& job);
    static Expected<TrainingJob> parseJob(const std::string& text, const std::string& source);

    /// A new run. Makes the tokeniser, reads the data and draws the weights. Errors: OptionInvalid
    /// (the folder holds a run already), DatasetTooSmall, DeviceUnavailable, FileUnwritable, those
    /// of reading the files of the job, and ServerUnreachable where other processes are not found.
    static Expected<TrainingRun> start(const TrainingJob& job, const std::filesystem::path& folder,
        const TrainingDevice& device = {});
    /// Goes on from the newest checkpoint of a run. Errors besides those of start():
    /// CheckpointMismatch.
    static Expected<TrainingRun> resume(
        const std::filesystem::path& folder, const TrainingDevice& device = {});

    /// What a job would take, by training a few steps that leave nothing behind. Errors: those of
    /// start() and train().
    static Expected<TrainingEstimate> estimate(const TrainingJob& job,
        const TrainingDevice& device = {}, const std::stop_token& stop = {});

    /// What a job's data look like to the model: its first `examples`, as many as there are.
    /// Errors: those of start().
    static Expected<TrainingPreview> preview(const TrainingJob& job, int examples = 8);

    TrainingRun(TrainingRun&&) noexcept;
    TrainingRun& operator=(TrainingRun&&) noexcept;
    ~TrainingRun();

    /// What runs: after resume(), as the folder has it.
    const TrainingJob& job() const;
    std::int64_t parameters() const;
    std::int64_t trainedParameters() const; ///< those that the run changes
    std::int64_t trainingTokens() const; ///< to be predicted in one epoch
    /// Rows of the data that could not be used as they are.
    const std::vector<DataProblem>& problems() const;
    std::int64_t step() const; ///< steps done
    std::filesystem::path modelFolder() const;
    /// Is made with the first validation loss.
    std::filesystem::path bestModelFolder() const;

    /// Trains to the end; `onProgress` is called on this thread after every logged step. A stop
    /// takes effect within one forward and backward pass and keeps a checkpoint. Whatever else ends
    /// it leaves the last checkpoint whole. Errors: Interrupted, LossNotFinite, OutOfMemory
    /// (subject: the options that decide), FileUnwritable, DiskFull; ServerUnreachable where
    /// another process is lost.
    Expected<void> train(const std::function<void(const TrainingProgress&)>& onProgress = {},
        const std::stop_token& stop = {});
    /// The same, watched.
    Expected<void> train(const TrainingObserver& observer, const std::stop_token& stop);

private:
    struct Impl;
    explicit TrainingRun(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace vitrine::api

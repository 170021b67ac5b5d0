#include "engine/api/training_run.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include <torch/torch.h>

#include "engine/api/exception_guard.h"
#include "engine/api/probe_file.h"
#include "engine/api/run_batch.h"
#include "engine/api/run_prober.h"
#include "engine/models/checkpoint.h"
#include "engine/models/parameter_names.h"
#include "engine/models/peft_folder.h"
#include "engine/text/make_folder.h"
#include "engine/text/tokenizer_file.h"
#include "engine/train/checkpoint_store.h"
#include "engine/train/objective.h"
#include "engine/train/probe_pacer.h"
#include "engine/train/process_group.h"
#include "engine/train/row_table.h"
#include "engine/train/tokenizer_training.h"
#include "engine/train/trainer.h"
#include "engine/train/training_job_file.h"
#include "engine/train/training_log.h"
#include "engine/train/training_memory.h"
#include "engine/train/tuned_weights.h"

namespace vitrine::api {

namespace {

namespace fs = std::filesystem;

using SharedTokenizer = std::shared_ptr<const text::Tokenizer>;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t MeasuredSteps = 20; // of an estimate, if they fit the time
constexpr std::int64_t FewestMeasured = 2; // after the first, which is slower
constexpr double MeasuringSeconds = 2;
constexpr double ForwardShare = 1.0 / 3; // of a pass with its gradients
constexpr std::size_t PreviewedRows = 200; // enough to leaf through

/// Forward passes of all evaluations, where the job says how long one is.
double evaluationPasses(const TrainingJob& job) {
    const auto& options = job.options;
    const auto every = options.evaluateEvery > 0 ? options.evaluateEvery : options.steps;
    return job.validation.empty() && job.validationShare == 0
        ? 0
        : static_cast<double>(options.steps / every) * options.evaluationBatches;
}

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

Expected<torch::Device> chooseDevice(const TrainingDevice& device) {
    if (device.threads > 0) {
        torch::set_num_threads(device.threads);
    }
    if (device.device == DeviceChoice::Cpu) {
        return torch::Device(torch::kCPU);
    }
    if (torch::cuda::is_available()) {
        const int number = device.process ? device.process->localRank : 0;
        return torch::Device(
            torch::kCUDA, static_cast<torch::DeviceIndex>(number % torch::cuda::device_count()));
    }
    if (device.device == DeviceChoice::Cuda) {
        return Unexpected(Error{ErrorCode::DeviceUnavailable, "cuda", {},
            "No CUDA device can be used for training here."});
    }
    return torch::Device(torch::kCPU);
}

/// The job as all processes do it together.
TrainingJob sharedJob(TrainingJob job, const TrainingDevice& device) {
    job.options.batchSize *= device.process ? device.process->processes : 1;
    return job;
}

/// What can be done about a training that the machine ended.
Error withAdvice(Error error, const TrainingOptions& options, std::int64_t step) {
    const auto kept = " The last checkpoint is whole.";
    if (error.code == ErrorCode::OutOfMemory) {
        error.subject = "batch_size " + std::to_string(options.batchSize) + ", block_length "
            + std::to_string(options.blockLength);
        error.place = "step " + std::to_string(step + 1);
        error.detail += kept
            + std::string(" A smaller batch_size with more accumulation, or a "
                          "shorter block_length, takes less.");
    } else if (error.code == ErrorCode::DiskFull) {
        error.detail += kept + std::string(" Free some space, then resume the run.");
    }
    return error;
}

std::optional<Task> taskOf(const train::Objective& objective) {
    return objective.task ? std::optional(objective.task->task) : std::nullopt;
}

TrainingPreview previewOf(RowTable&& rows, const train::Objective& objective,
    const text::Tokenizer& tokenizer, std::uint64_t order, int wanted) {
    const auto examples = objective.data.training(/*epoch=*/0, order);
    const auto count = std::min(examples->size(), static_cast<std::size_t>(wanted));
    const auto task = taskOf(objective);
    TrainingPreview preview;
    preview.rows = std::move(rows);
    preview.batch = describeBatch(examples->batch(0, count), tokenizer, /*step=*/0, task);
    preview.problems = objective.problems;
    preview.labels = task ? task->labels : std::vector<std::string>();
    preview.trainingExamples = static_cast<std::int64_t>(examples->size());
    if (objective.data.validation) {
        preview.validationExamples
            = static_cast<std::int64_t>(objective.data.validation(/*epoch=*/0, order)->size());
    }
    return preview;
}

} // namespace

struct TrainingRun::Impl {
    TrainingJob job;
    fs::path folder;
    SharedTokenizer tokenizer;
    train::Objective objective;
    std::shared_ptr<train::ProcessGroup> group; ///< null: this process alone
    std::optional<train::Trainer> trainer;
    train::CheckpointStore store{folder / "checkpoint.safetensors"};

    /// Model and trainer for the job and tokeniser at hand, at step 0.
    static Expected<std::unique_ptr<Impl>> create(const TrainingJob& job, const fs::path& folder,
        SharedTokenizer tokenizer, const TrainingDevice& device);
    class Watch;
    bool writes() const { return !group || group->rank() == 0; }
    fs::path modelFolder() const { return folder / "model"; }
    fs::path bestModelFolder() const { return folder / "best"; }
    Expected<void> join(const TrainingDevice& device, torch::Device chosen);
    Expected<void> restoreNewest();
    Expected<void> keep(const train::Checkpoint& checkpoint);
    Expected<void> saveModel(const fs::path& target);
    Expected<void> train(const TrainingObserver& observer, const std::stop_token& stop);
    Expected<RunProber> prober(const ProbeTexts& texts);
    Expected<double> secondsPerStep(const std::stop_token& stop);
    TrainingBatch described(const train::Batch& batch, std::int64_t step) const;
    formats::DataType storedType() const;
    /// The updates alone, of a training that makes some.
    Expected<void> saveAdapter(const fs::path& target) const;

    Impl(TrainingJob runJob, fs::path runFolder, SharedTokenizer runTokenizer)
        : job(std::move(runJob)), folder(std::move(runFolder)), tokenizer(std::move(runTokenizer)) {
    }
};

Expected<std::unique_ptr<TrainingRun::Impl>> TrainingRun::Impl::create(const TrainingJob& job,
    const fs::path& folder, SharedTokenizer tokenizer, const TrainingDevice& device) {
    const auto chosen = chooseDevice(device);
    if (!chosen) {
        return Unexpected(chosen.error());
    }
    const auto together = sharedJob(job, device);
    auto objective = train::makeObjective(together, tokenizer);
    if (!objective) {
        return Unexpected(objective.error());
    }
    auto impl = std::make_unique<Impl>(job, folder, std::move(tokenizer));
    impl->objective = *std::move(objective);
    if (auto joined = impl->join(device, *chosen); !joined) {
        return Unexpected(joined.error());
    }
    const auto module = impl->objective.module();
    module->to(*chosen);
    impl->trainer.emplace(
        module, impl->objective.loss, impl->objective.data, together.options, impl->group);
    return impl;
}

/// Every process needs an example of each batch.
Expected<void> TrainingRun::Impl::join(const TrainingDevice& device, torch::Device chosen) {
    if (!device.process) {
        return {};
    }
    const auto processes = static_cast<std::size_t>(device.process->processes);
    const auto examples = objective.data.training(/*epoch=*/0, job.options.seed)->size();
    if (examples < processes) {
        const auto sizes = std::to_string(examples) + ", " + std::to_string(processes);
        return Unexpected(Error{ErrorCode::DatasetTooSmall, job.training.front().file.string(),
            sizes, "There are fewer examples than processes: " + sizes + "."});
    }
    return train::joinProcesses(*device.process, chosen).map([&](auto joined) {
        group = std::move(joined);
    });
}

Expected<void> TrainingRun::Impl::restoreNewest() {
    const auto checkpoint = store.load();
    if (!checkpoint) {
        return Unexpected(checkpoint.error());
    }
    return *checkpoint ? trainer->restore(**checkpoint, store.file().string()) : Expected<void>();
}

Expected<void> TrainingRun::Impl::keep(const train::Checkpoint& checkpoint) {
    return store.save(checkpoint).and_then([&] { return saveModel(modelFolder()); });
}

Expected<void> TrainingRun::Impl::saveModel(const fs::path& target) {
    const auto& description = objective.description;
    return (objective.task
            ? models::saveTaskNetwork(objective.task, description, storedType(), target)
            : models::saveNetwork(*objective.network, description, storedType(), target))
        .and_then([&] { return tokenizer->save(target.string()); })
        .and_then([&] { return saveAdapter(target / "adapter"); });
}

TrainingBatch TrainingRun::Impl::described(const train::Batch& batch, std::int64_t step) const {
    return describeBatch(batch, *tokenizer, step, taskOf(objective));
}

/// A new model needs no more than half precision to be as good; what is left of an existing one is
/// to stay as it was.
formats::DataType TrainingRun::Impl::storedType() const {
    return job.model.folder.empty() ? formats::DataType::Float16 : formats::DataType::Float32;
}

Expected<void> TrainingRun::Impl::saveAdapter(const fs::path& target) const {
    if (job.tuning.method != TuningMethod::Lora) {
        return {};
    }
    models::AdapterDescription adapter;
    adapter.options = job.tuning.lora;
    adapter.base = fs::absolute(job.model.folder).string();
    adapter.task = objective.task ? std::optional(objective.task->task.kind) : std::nullopt;
    return models::saveAdapter(*objective.network, adapter, target,
        objective.task ? objective.task->headTensors() : models::StoredParameters());
}

/// The network as it stands, described by the folder that holds its newest model.
Expected<RunProber> TrainingRun::Impl::prober(const ProbeTexts& texts) {
    return saveModel(modelFolder())
        .and_then([&] { return ModelFolder::open(modelFolder()); })
        .map([&](ModelFolder described) {
            const bool instructs = job.objective == TrainingObjective::Instruction;
            return RunProber(std::move(described), objective, instructs, texts);
        });
}

/// A run under observation.
class TrainingRun::Impl::Watch {
public:
    Watch(Impl& run, const TrainingObserver& observer, const std::stop_token& stop)
        : m_run(run), m_observer(observer), m_stop(stop),
          m_pacer(run.trainer->step(), run.job.options.steps) { }

    Expected<void> begin() {
        if (!m_observer.onProbe) {
            return {};
        }
        dropProbesAfter(m_run.folder, m_run.trainer->step());
        return m_run.prober(m_observer.texts).and_then([&](RunProber&& prober) {
            m_prober.emplace(std::move(prober));
            m_pacer.spend(secondsSince(m_start)); // the model was written for it
            return look();
        });
    }

    Expected<void> note(const TrainingProgress& progress) {
        if (m_observer.onProgress) {
            m_observer.onProgress(progress);
        }
        if (m_observer.batchWanted && m_observer.batchWanted()) {
            m_observer.onBatch(m_run.described(m_run.trainer->lastBatch(), progress.step));
        }
        return look();
    }

private:
    Expected<void> look() {
        const auto step = m_run.trainer->step();
        if (!m_prober || !m_pacer.isDue(step, secondsSince(m_start))) {
            return {};
        }
        const auto start = Clock::now();
        return m_prober->probe(step, m_stop).and_then([&](const TrainingProbe& probe) {
            return writeTrainingProbe(probe, m_run.folder).map([&] {
                m_observer.onProbe(probe);
                m_pacer.note(step, secondsSince(start));
            });
        });
    }

    Impl& m_run;
    const TrainingObserver& m_observer;
    std::stop_token m_stop;
    train::ProbePacer m_pacer;
    std::optional<RunProber> m_prober; // where probes are asked for
    Clock::time_point m_start = Clock::now();
};

Expected<void> TrainingRun::Impl::train(
    const TrainingObserver& observer, const std::stop_token& stop) {
    if (!writes()) {
        const auto nothing = [](const auto&) { return Expected<void>(); };
        return trainer->run(nothing, nothing, stop);
    }
    auto log = train::TrainingLog::open(folder / "log.jsonl", trainer->reportedStep());
    if (!log) {
        return Unexpected(log.error());
    }
    Watch watch(*this, observer, stop);
    if (auto begun = watch.begin(); !begun) {
        return begun;
    }
    const auto report = [&](const TrainingProgress& progress) {
        const bool best = progress.validationLoss && trainer->isBest();
        return log->append(progress)
            .and_then([&] { return best ? saveModel(bestModelFolder()) : Expected<void>(); })
            .and_then([&] { return watch.note(progress); });
    };
    return trainer->run(
        report, [&](const train::Checkpoint& checkpoint) { return keep(checkpoint); }, stop);
}

/// Of a few steps after the first.
Expected<double> TrainingRun::Impl::secondsPerStep(const std::stop_token& stop) {
    std::stop_source enough;
    const std::stop_callback passOn(stop, [&] { enough.request_stop(); });
    std::optional<Clock::time_point> start;
    std::int64_t steps = 0;
    double seconds = 0;
    const auto count = [&](const TrainingProgress&) -> Expected<void> {
        if (!start) {
            start = Clock::now();
            return {};
        }
        ++steps;
        seconds = secondsSince(*start);
        if (steps >= FewestMeasured && seconds > MeasuringSeconds) {
            enough.request_stop();
        }
        return {};
    };
    const auto trained = trainer->run(
        count, [](const train::Checkpoint&) { return Expected<void>(); }, enough.get_token());
    const bool cut
        = !trained && trained.error().code == ErrorCode::Interrupted && !stop.stop_requested();
    if (!trained && !cut) {
        return Unexpected(trained.error());
    }
    return seconds / static_cast<double>(steps);
}

std::string toJson(const TrainingProgress& progress) {
    return train::toJson(progress);
}

Expected<std::vector<TrainingProgress>> readTrainingLog(const fs::path& file) {
    return train::readTrainingLog(file);
}

TrainingRun::TrainingRun(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {
}
TrainingRun::TrainingRun(TrainingRun&&) noexcept = default;
TrainingRun& TrainingRun::operator=(TrainingRun&&) noexcept = default;
TrainingRun::~TrainingRun() = default;

Expected<TrainingJob> TrainingRun::readJob(const fs::path& file, const fs::path& data) {
    return train::readTrainingJob(file, data);
}

Expected<void> TrainingRun::writeJob(const TrainingJob& job, const fs::path& file) {
    return train::writeTrainingJob(job, file);
}

std::string TrainingRun::jobText(const TrainingJob& job) {
    return train::jobText(job);
}

Expected<TrainingJob> TrainingRun::parseJob(const std::string& text, const std::string& source) {
    return train::parseTrainingJob(text, source, /*data=*/{});
}

Expected<TrainingRun> TrainingRun::start(
    const TrainingJob& job, const fs::path& folder, const TrainingDevice& device) {
    return guarded([&]() -> Expected<TrainingRun> {
        const bool writes = !device.process || device.process->rank == 0;
        if (writes && fs::exists(folder / "job.json")) {
            return Unexpected(Error{ErrorCode::OptionInvalid, "out", folder.string(),
                folder.string() + " holds a training run already; resume it or name another."});
        }
        auto tokenizer = train::makeTokenizer(job);
        if (!tokenizer) {
            return Unexpected(tokenizer.error());
        }
        auto impl = Impl::create(job, folder, *tokenizer, device);
        if (!impl || !writes) {
            return std::move(impl).map([](auto run) { return TrainingRun(std::move(run)); });
        }
        const auto tokenizerFolder = folder / "tokenizer";
        auto written
            = text::makeFolder(tokenizerFolder)
                  .and_then([&] { return (*tokenizer)->save(tokenizerFolder.string()); })
                  .and_then([&] { return train::writeTrainingJob(job, folder / "job.json"); });
        if (!written) {
            return Unexpected(written.error());
        }
        return TrainingRun(*std::move(impl));
    });
}

Expected<TrainingRun> TrainingRun::resume(const fs::path& folder, const TrainingDevice& device) {
    return guarded([&]() -> Expected<TrainingRun> {
        const auto job = train::readTrainingJob(folder / "job.json", folder);
        if (!job) {
            return Unexpected(job.error());
        }
        auto tokenizer = text::loadTokenizer(folder / "tokenizer");
        if (!tokenizer) {
            return Unexpected(tokenizer.error());
        }
        auto impl = Impl::create(*job, folder, *std::move(tokenizer), device);
        if (!impl) {
            return Unexpected(impl.error());
        }
        if (auto restored = (*impl)->restoreNewest(); !restored) {
            return Unexpected(restored.error());
        }
        return TrainingRun(*std::move(impl));
    });
}

const TrainingJob& TrainingRun::job() const {
    return m_impl->job;
}

std::int64_t TrainingRun::parameters() const {
    return models::parameterCount(m_impl->objective.network->configuration());
}

std::int64_t TrainingRun::trainedParameters() const {
    return train::trainedParameters(*m_impl->objective.module());
}

std::int64_t TrainingRun::trainingTokens() const {
    return m_impl->objective.trainingTokens;
}

const std::vector<DataProblem>& TrainingRun::problems() const {
    return m_impl->objective.problems;
}

std::int64_t TrainingRun::step() const {
    return m_impl->trainer->step();
}

std::filesystem::path TrainingRun::modelFolder() const {
    return m_impl->modelFolder();
}

std::filesystem::path TrainingRun::bestModelFolder() const {
    return m_impl->bestModelFolder();
}

Expected<void> TrainingRun::train(
    const std::function<void(const TrainingProgress&)>& onProgress, const std::stop_token& stop) {
    TrainingObserver observer;
    observer.onProgress = onProgress;
    return train(observer, stop);
}

Expected<void> TrainingRun::train(const TrainingObserver& observer, const std::stop_token& stop) {
    return guarded([&] { return m_impl->train(observer, stop); }).map_error([&](Error error) {
        return withAdvice(std::move(error), job().options, step());
    });
}

Expected<TrainingPreview> TrainingRun::preview(const TrainingJob& job, int examples) {
    return guarded([&]() -> Expected<TrainingPreview> {
        auto rows = train::firstRows(job, PreviewedRows);
        if (!rows) {
            return Unexpected(rows.error());
        }
        return train::makeTokenizer(job).and_then([&](const SharedTokenizer& tokenizer) {
            return train::makeObjective(job, tokenizer).map([&](const train::Objective& objective) {
                return previewOf(
                    *std::move(rows), objective, *tokenizer, job.options.seed, examples);
            });
        });
    });
}

Expected<TrainingEstimate> TrainingRun::estimate(
    const TrainingJob& job, const TrainingDevice& device, const std::stop_token& stop) {
    return guarded([&]() -> Expected<TrainingEstimate> {
        auto measured = job;
        measured.validation.clear();
        measured.validationShare = 0;
        measured.options.steps = MeasuredSteps;
        measured.options.logEvery = 1;
        const auto impl = train::makeTokenizer(job).and_then([&](const SharedTokenizer& tokenizer) {
            return Impl::create(measured, {}, tokenizer, device);
        });
        if (!impl) {
            return Unexpected(impl.error());
        }
        const auto perStep = (*impl)->secondsPerStep(stop);
        if (!perStep) {
            return Unexpected(perStep.error());
        }
        const auto config = (*impl)->objective.network->configuration();
        const auto shape = models::shapeOf(config);
        TrainingEstimate estimate;
        estimate.parameters = models::parameterCount(config);
        estimate.trainingTokens = (*impl)->objective.trainingTokens;
        estimate.memoryBytes = train::trainingMemory(shape, estimate.parameters, job.options);
        estimate.tokensPerSecond = static_cast<double>(job.options.accumulation)
            * job.options.batchSize * job.options.blockLength / *perStep;
        estimate.seconds = *perStep
            * (static_cast<double>(job.options.steps)
                + evaluationPasses(job) * ForwardShare / job.options.accumulation);
        return estimate;
    });
}

} // namespace vitrine::api

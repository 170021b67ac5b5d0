#include "engine/api/training_run.h"

#include <optional>
#include <string>
#include <utility>

#include <torch/torch.h>

#include "engine/api/exception_guard.h"
#include "engine/models/checkpoint.h"
#include "engine/models/parameter_names.h"
#include "engine/text/tokenizer_file.h"
#include "engine/train/checkpoint_store.h"
#include "engine/train/objective.h"
#include "engine/train/tokenizer_training.h"
#include "engine/train/trainer.h"
#include "engine/train/training_job_file.h"
#include "engine/train/training_log.h"

namespace vitrine::api {

namespace {

namespace fs = std::filesystem;

using SharedTokenizer = std::shared_ptr<const text::Tokenizer>;

Expected<torch::Device> chooseDevice(const TrainingDevice& device) {
    if (device.threads > 0) {
        torch::set_num_threads(device.threads);
    }
    if (device.device == DeviceChoice::Cpu) {
        return torch::Device(torch::kCPU);
    }
    if (torch::cuda::is_available()) {
        return torch::Device(torch::kCUDA, 0);
    }
    if (device.device == DeviceChoice::Cuda) {
        return Unexpected(Error{ErrorCode::DeviceUnavailable, "cuda", {},
            "No CUDA device can be used for training here."});
    }
    return torch::Device(torch::kCPU);
}

Expected<void> makeFolder(const fs::path& folder) {
    std::error_code code;
    fs::create_directories(folder, code);
    if (code) {
        return Unexpected(Error{ErrorCode::FileUnwritable, folder.string(), {},
            folder.string() + ": the folder cannot be made: " + code.message() + "."});
    }
    return {};
}

} // namespace

struct TrainingRun::Impl {
    TrainingJob job;
    fs::path folder;
    SharedTokenizer tokenizer;
    train::Objective objective;
    std::optional<train::Trainer> trainer;
    train::CheckpointStore store{folder / "checkpoint.safetensors"};

    /// Model and trainer for the job and tokeniser at hand, at step 0.
    static Expected<std::unique_ptr<Impl>> create(const TrainingJob& job, const fs::path& folder,
        SharedTokenizer tokenizer, const TrainingDevice& device);
    fs::path modelFolder() const { return folder / "model"; }
    fs::path bestModelFolder() const { return folder / "best"; }
    Expected<void> restoreNewest();
    Expected<void> keep(const train::Checkpoint& checkpoint);
    Expected<void> saveModel(const fs::path& target);

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
    auto objective = train::makeObjective(job, tokenizer);
    if (!objective) {
        return Unexpected(objective.error());
    }
    auto impl = std::make_unique<Impl>(job, folder, std::move(tokenizer));
    impl->objective = *std::move(objective);
    impl->objective.network->to(*chosen);
    impl->trainer.emplace(
        impl->objective.network, impl->objective.loss, impl->objective.data, job.options);
    return impl;
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
    models::ModelDescription description;
    description.config = objective.network->configuration();
    if (job.objective == TrainingObjective::NextToken) {
        description.beginToken = tokenizer->beginOfText();
        if (const auto end = tokenizer->endOfText()) {
            description.endTokens = {*end};
        }
    }
    return makeFolder(target)
        .and_then([&] {
            return models::saveNetwork(
                *objective.network, description, formats::DataType::Float16, target);
        })
        .and_then([&] { return tokenizer->save(target.string()); });
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

Expected<TrainingRun> TrainingRun::start(
    const TrainingJob& job, const fs::path& folder, const TrainingDevice& device) {
    return guarded([&]() -> Expected<TrainingRun> {
        if (fs::exists(folder / "job.json")) {
            return Unexpected(Error{ErrorCode::OptionInvalid, "out", folder.string(),
                folder.string() + " holds a training run already; resume it or name another."});
        }
        auto tokenizer = train::makeTokenizer(job);
        if (!tokenizer) {
            return Unexpected(tokenizer.error());
        }
        auto impl = Impl::create(job, folder, *tokenizer, device);
        if (!impl) {
            return Unexpected(impl.error());
        }
        const auto tokenizerFolder = folder / "tokenizer";
        auto written
            = makeFolder(tokenizerFolder)
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

std::int64_t TrainingRun::trainingTokens() const {
    return m_impl->objective.trainingTokens;
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
    return guarded([&]() -> Expected<void> {
        auto log = train::TrainingLog::open(m_impl->folder / "log.jsonl", step());
        if (!log) {
            return Unexpected(log.error());
        }
        const auto report = [&](const TrainingProgress& progress) {
            if (onProgress) {
                onProgress(progress);
            }
            const bool best = progress.validationLoss && m_impl->trainer->isBest();
            return log->append(progress).and_then([&] {
                return best ? m_impl->saveModel(m_impl->bestModelFolder()) : Expected<void>();
            });
        };
        return m_impl->trainer->run(
            report, [&](const train::Checkpoint& checkpoint) { return m_impl->keep(checkpoint); },
            stop);
    });
}

} // namespace vitrine::api

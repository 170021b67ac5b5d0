#include "engine/cli/train_command.h"

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "engine/api/training_run.h"
#include "engine/cli/data_problems.h"
#include "engine/cli/freed_memory.h"
#include "engine/cli/process_environment.h"

namespace vitrine::cli {

namespace {

namespace fs = std::filesystem;

struct TrainArguments {
    std::string job;
    std::string resume;
    std::string data;
    std::string out;
    double peerTimeout = ProcessPlace().timeout;
    LoadOptions load;
};

Expected<api::TrainingRun> openRun(
    const TrainArguments& arguments, const std::optional<ProcessPlace>& place) {
    const api::TrainingDevice device{arguments.load.device, arguments.load.threads, place};
    if (!arguments.resume.empty()) {
        return api::TrainingRun::resume(arguments.resume, device);
    }
    const fs::path file = fs::absolute(arguments.job);
    const auto data = arguments.data.empty() ? file.parent_path() : fs::absolute(arguments.data);
    const auto job = api::TrainingRun::readJob(file, data);
    if (!job) {
        return Unexpected(job.error());
    }
    const auto out = arguments.out.empty() ? file.stem() : fs::path(arguments.out);
    return api::TrainingRun::start(*job, out, device);
}

Expected<void> train(const TrainArguments& arguments, const std::stop_token& stop) {
    keepFreedMemory();
    auto place = processPlace();
    if (!place) {
        return Unexpected(place.error());
    }
    if (*place) {
        (*place)->timeout = arguments.peerTimeout;
    }
    auto run = openRun(arguments, *place);
    if (!run) {
        return Unexpected(run.error());
    }
    if (*place && (*place)->rank > 0) { // the first one tells
        return run->train(api::TrainingObserver{}, stop);
    }
    std::cerr << run->parameters() << " parameters, " << run->trainedParameters() << " trained, "
              << run->trainingTokens() << " tokens in an epoch, from step " << run->step() << " to "
              << run->job().options.steps << '\n';
    listProblems(run->problems());
    auto done = run->train(
        [](const TrainingProgress& progress) {
            std::cout << api::toJson(progress) << std::endl; // seen at once, also through a pipe
        },
        stop);
    if (!done && done.error().code == ErrorCode::Interrupted) {
        std::cerr << "Stopped after step " << run->step()
                  << "; the checkpoint is kept and --resume goes on from it.\n";
    }
    if (done) {
        std::cerr << "The model is in " << run->modelFolder().string() << ".\n";
    }
    return done;
}

} // namespace

void addTrainCommand(CommandLine& line) {
    const auto arguments = std::make_shared<TrainArguments>();
    auto& command
        = line.addCommand("train", "Train a model from data files; one JSON line per logged step",
            "  vitrine-cli train gpt.json --data corpora --out runs/gpt\n"
            "  vitrine-cli train --resume runs/gpt\n"
            "  torchrun --no-python --nproc-per-node 2 vitrine-cli train gpt.json",
            [arguments](const std::stop_token& stop) { return train(*arguments, stop); });
    auto& what = *command.add_option_group("Run", "A new run or an older one");
    what.add_option("job", arguments->job, "Job file; resources/models/README.md describes it")
        ->type_name("JOB.json");
    auto* resume
        = what.add_option("--resume", arguments->resume, "Go on with a run")->type_name("RUN");
    what.require_option(1);
    command
        .add_option("--data", arguments->data,
            "Folder where the job's relative paths start; the job file's own by default")
        ->type_name("DIR")
        ->excludes(resume);
    command
        .add_option("--out", arguments->out,
            "Folder of the run; by default the job's name, in the current folder")
        ->type_name("RUN")
        ->excludes(resume);
    command
        .add_option("--peer-timeout", arguments->peerTimeout,
            "How long to wait for other processes that train the same job")
        ->type_name("SECONDS")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    addDeviceOptions(command, arguments->load);
}

} // namespace vitrine::cli

#include "engine/cli/train_command.h"

#include <filesystem>
#include <iostream>
#include <memory>
#include <ranges>
#include <string>
#include <vector>

#include "engine/api/training_run.h"
#include "engine/cli/freed_memory.h"

namespace vitrine::cli {

namespace {

namespace fs = std::filesystem;

struct TrainArguments {
    std::string job;
    std::string resume;
    std::string data;
    std::string out;
    LoadOptions load;
};

Expected<api::TrainingRun> openRun(const TrainArguments& arguments) {
    const api::TrainingDevice device{arguments.load.device, arguments.load.threads};
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

const char* describe(DataProblemKind kind) {
    switch (kind) {
    case DataProblemKind::TextInvalid:
        return "bytes that are no text";
    case DataProblemKind::JsonInvalid:
        return "no JSON object";
    case DataProblemKind::QuoteOpen:
        return "a quoted field without an end";
    case DataProblemKind::ColumnsDiffer:
        return "another number of fields than columns";
    case DataProblemKind::ColumnMissing:
        return "a column is missing";
    case DataProblemKind::RowEmpty:
        return "no text";
    case DataProblemKind::LabelUnknown:
        return "a label that the training data do not have";
    case DataProblemKind::TagInvalid:
        return "no BIO tag";
    case DataProblemKind::SpanOutside:
        return "an answer that its context does not hold";
    case DataProblemKind::SpanMoved:
        return "an answer that stands elsewhere; it was moved there";
    case DataProblemKind::Converted:
        return "not UTF-8; read as";
    }
    return "";
}

/// Rows that could not be used as they are, one on a line; of many the first.
void listProblems(const std::vector<DataProblem>& problems) {
    constexpr std::size_t Listed = 50;
    for (const auto& problem : problems | std::views::take(Listed)) {
        std::cerr << problem.file.string();
        if (problem.line > 0) {
            std::cerr << ", line " << problem.line;
        }
        std::cerr << ": " << describe(problem.kind)
                  << (problem.detail.empty() ? "" : ": " + problem.detail) << '\n';
    }
    if (problems.size() > Listed) {
        std::cerr << problems.size() - Listed << " more rows cannot be used as they are.\n";
    }
}

Expected<void> train(const TrainArguments& arguments, const std::stop_token& stop) {
    keepFreedMemory();
    auto run = openRun(arguments);
    if (!run) {
        return Unexpected(run.error());
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
            "  vitrine-cli train --resume runs/gpt",
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
    addDeviceOptions(command, arguments->load);
}

} // namespace vitrine::cli

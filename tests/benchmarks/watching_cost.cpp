// What it costs a training run to be watched: the same job alone and with an observer who asks for
// everything that the Train lens shows, in turns. Both are told in seconds and in seconds of
// processor time, which do not grow with what else the machine does.
//
//     watching_cost TEXT [STEPS [ROUNDS]]    a new GPT
//     watching_cost JOB.json [0 [ROUNDS]]    a job, such as those in resources/data/jobs

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "engine/api/training_run.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

TrainingJob jobFor(const fs::path& file, std::int64_t steps) {
    TrainingJob job;
    if (file.extension() == ".json") {
        const auto read = api::TrainingRun::readJob(file, file.parent_path());
        if (!read) {
            std::fprintf(stderr, "%s\n", read.error().detail.c_str());
            std::exit(1);
        }
        job = *read;
        job.options.steps = steps > 0 ? steps : job.options.steps;
        return job;
    }
    job.training = {{file, 1}};
    job.options.steps = steps;
    job.options.batchSize = 12;
    job.options.blockLength = 64;
    job.options.logEvery = 5;
    job.options.checkpointEvery = 0;
    return job;
}

/// What runs took.
struct Cost {
    double seconds = 0;
    double processor = 0; ///< seconds of all threads
};

/// Adds what a run in `folder` takes.
void train(const TrainingJob& job, const fs::path& folder, const api::TrainingObserver& observer,
    Cost& cost) {
    fs::remove_all(folder);
    auto run = api::TrainingRun::start(job, folder, {DeviceChoice::Cpu});
    const auto start = std::chrono::steady_clock::now();
    const auto clock = std::clock();
    const auto done = run ? run->train(observer, {}) : Unexpected(run.error());
    if (!done) {
        std::fprintf(stderr, "%s\n", done.error().detail.c_str());
        std::exit(1);
    }
    cost.processor += static_cast<double>(std::clock() - clock) / CLOCKS_PER_SEC;
    cost.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "watching_cost TEXT|JOB.json [STEPS [ROUNDS]]\n");
        return 2;
    }
    const bool isJob = fs::path(argv[1]).extension() == ".json";
    const auto job = jobFor(argv[1], argc > 2 ? std::atoll(argv[2]) : isJob ? 0 : 1500);
    const int rounds = argc > 3 ? std::atoi(argv[3]) : 3;
    const auto folder = fs::temp_directory_path() / "vitrine-watching-cost";
    int looks = 0;
    api::TrainingObserver watching;
    watching.texts = {{"A fox", "The old man"}, "The fox looked up at the crow", 48};
    watching.onProgress = [](const TrainingProgress&) {};
    watching.onProbe = [&](const TrainingProbe&) { ++looks; };
    watching.batchWanted = [] { return false; };
    Cost alone;
    Cost watched;
    for (int round = 0; round < rounds; ++round) {
        train(job, folder, {}, alone);
        train(job, folder, watching, watched);
    }
    fs::remove_all(folder);
    std::printf("alone %.2f s (processor %.2f s), watched %.2f s (%.2f s) with %d looks a run: "
                "%+.2f %% (%+.2f %%)\n",
        alone.seconds, alone.processor, watched.seconds, watched.processor, looks / rounds,
        100 * (watched.seconds / alone.seconds - 1),
        100 * (watched.processor / alone.processor - 1));
    return 0;
}

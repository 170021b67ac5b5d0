// What it costs a training run to be watched: the same job alone and with an observer who asks for
// everything that the Train lens shows, in turns.
//
//     watching_cost TEXT [STEPS [ROUNDS]]

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "engine/api/training_run.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

TrainingJob jobFor(const fs::path& text, std::int64_t steps) {
    TrainingJob job;
    job.training = {{text, 1}};
    job.options.steps = steps;
    job.options.batchSize = 12;
    job.options.blockLength = 64;
    job.options.logEvery = 5;
    job.options.checkpointEvery = 0;
    return job;
}

/// Seconds of a run in `folder`.
double trained(
    const TrainingJob& job, const fs::path& folder, const api::TrainingObserver& observer) {
    fs::remove_all(folder);
    auto run = api::TrainingRun::start(job, folder, {DeviceChoice::Cpu});
    const auto start = std::chrono::steady_clock::now();
    const auto done = run ? run->train(observer, {}) : Unexpected(run.error());
    if (!done) {
        std::fprintf(stderr, "%s\n", done.error().detail.c_str());
        std::exit(1);
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "watching_cost TEXT [STEPS [ROUNDS]]\n");
        return 2;
    }
    const auto job = jobFor(argv[1], argc > 2 ? std::atoll(argv[2]) : 1500);
    const int rounds = argc > 3 ? std::atoi(argv[3]) : 3;
    const auto folder = fs::temp_directory_path() / "vitrine-watching-cost";
    int looks = 0;
    api::TrainingObserver watching;
    watching.texts = {{"A fox", "The old man"}, "The fox looked up at the crow", 48};
    watching.onProgress = [](const TrainingProgress&) {};
    watching.onProbe = [&](const TrainingProbe&) { ++looks; };
    watching.batchWanted = [] { return false; };
    double alone = 0;
    double watched = 0;
    for (int round = 0; round < rounds; ++round) {
        alone += trained(job, folder, {});
        watched += trained(job, folder, watching);
    }
    fs::remove_all(folder);
    std::printf("alone %.2f s, watched %.2f s with %d looks: %+.2f %%\n", alone / rounds,
        watched / rounds, looks / rounds, 100 * (watched / alone - 1));
    return 0;
}

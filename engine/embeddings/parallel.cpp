#include "engine/embeddings/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace vitrine::embeddings {

namespace {

constexpr int RangesPerThread = 4; // so that a thread that is held up leaves work to the others

} // namespace

int threadCount(int asked) {
    return asked > 0 ? asked : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

void forEachPart(int parts, int threads, const std::function<void(int part)>& run) {
    std::atomic<int> next = 0;
    const auto work = [&] {
        for (int part = next++; part < parts; part = next++) {
            run(part);
        }
    };
    std::vector<std::jthread> others;
    for (int i = 1; i < std::min(threadCount(threads), parts); ++i) {
        others.emplace_back(work);
    }
    work();
}

void forEachRange(
    int count, int least, int threads, const std::function<void(int first, int last)>& run) {
    const int wanted = threadCount(threads) == 1 ? 1 : threadCount(threads) * RangesPerThread;
    const int size = std::max({least, (count + wanted - 1) / wanted, 1});
    forEachPart((count + size - 1) / size, threads,
        [&](int part) { run(part * size, std::min(count, (part + 1) * size)); });
}

} // namespace vitrine::embeddings

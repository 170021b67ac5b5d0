#include "app/jobs/thread_priority.h"

#include <algorithm>
#include <thread>

#if defined(__linux__)
#include <sys/resource.h>
#endif

namespace vitrine::app {

void setThreadPriority([[maybe_unused]] ThreadPriority priority) {
#if defined(__linux__)
    constexpr int answers = 5;
    constexpr int background = 10;
    ::setpriority(PRIO_PROCESS, /*who=*/0, // of the calling thread, on Linux
        priority == ThreadPriority::Answers ? answers : background);
#endif
}

int backgroundThreads() {
    const auto cores = static_cast<int>(std::thread::hardware_concurrency());
    return std::max(cores - 1, std::clamp(cores, 1, 2));
}

} // namespace vitrine::app

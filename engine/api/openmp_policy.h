#pragma once

#include <cstdlib>

#if defined(__linux__)
#include <unistd.h>
#endif

namespace vitrine::api {

/// OpenMP's workers spin while they wait, which takes the processor away from whatever else runs,
/// a painting window above all. They sleep instead where OMP_WAIT_POLICY says "passive", but that
/// is read before main() runs. So where it is unset, this sets it and starts the program again;
/// call it first in main(). Returns where nothing had to be or could be done.
inline void makeOpenMpWaitPassively(char** argv) {
#if defined(__linux__)
    if (!std::getenv("OMP_WAIT_POLICY")) {
        ::setenv("OMP_WAIT_POLICY", "passive", /*overwrite=*/1);
        ::execv("/proc/self/exe", argv);
    }
#else
    (void)argv;
#endif
}

} // namespace vitrine::api

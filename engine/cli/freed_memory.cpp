#include "engine/cli/freed_memory.h"

#include <limits>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace vitrine::cli {

void keepFreedMemory() {
#if defined(__GLIBC__)
    constexpr int Never = std::numeric_limits<int>::max();
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, Never);
#endif
}

} // namespace vitrine::cli

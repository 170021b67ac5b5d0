#include "app/process_memory.h"

#include <fstream>
#include <string>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace vitrine::app {

std::int64_t residentBytes() {
    // proc(5): "VmRSS:    12345 kB".
    std::ifstream status("/proc/self/status");
    for (std::string field; status >> field;) {
        if (field == "VmRSS:") {
            constexpr std::int64_t kibibyte = 1024;
            std::int64_t size = 0;
            status >> size;
            return size * kibibyte;
        }
    }
    return 0;
}

void returnFreedMemory() {
#if defined(__GLIBC__)
    constexpr int bigBlock = 1 << 20; // bytes; what a keystroke needs is smaller
    mallopt(M_MMAP_THRESHOLD, bigBlock);
#endif
}

} // namespace vitrine::app

#include "app/process_memory.h"

#include <fstream>
#include <string>

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

} // namespace vitrine::app

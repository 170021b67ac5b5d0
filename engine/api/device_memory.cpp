#include "engine/api/device_memory.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

#include <ATen/DeviceAccelerator.h>
#include <torch/torch.h>

namespace vitrine::api {

namespace {

constexpr std::int64_t Unlimited = std::numeric_limits<std::int64_t>::max();

/// The number after `key` in a file of keys and numbers.
std::optional<std::int64_t> numberAfter(const char* path, const std::string& key) {
    std::ifstream file(path);
    std::string found;
    std::int64_t number = 0;
    std::string rest;
    while (file >> found >> number && std::getline(file, rest)) {
        if (found == key) {
            return number;
        }
    }
    return std::nullopt;
}

std::int64_t systemMemory() {
    const auto kilobytes = numberAfter("/proc/meminfo", "MemAvailable:");
    return kilobytes ? *kilobytes * 1024 : Unlimited;
}

std::optional<std::int64_t> numberIn(const char* path) {
    std::ifstream file(path);
    std::int64_t number = 0;
    return file >> number ? std::optional(number) : std::nullopt; // "max" is no number
}

/// What the control group (a container's limit) leaves. Cached files count as used there, but give
/// way.
std::int64_t groupMemory() {
    const auto limit = numberIn("/sys/fs/cgroup/memory.max");
    const auto used = numberIn("/sys/fs/cgroup/memory.current");
    const auto files = numberAfter("/sys/fs/cgroup/memory.stat", "file");
    if (!limit || !used || !files) {
        return Unlimited;
    }
    return std::max<std::int64_t>(0, *limit - (*used - *files));
}

std::string gigabytes(std::int64_t bytes) {
    const auto tenths = (bytes + 50'000'000) / 100'000'000;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " GB";
}

} // namespace

std::int64_t availableMemory(DeviceKind device) {
    if (device == DeviceKind::Cuda) {
        return static_cast<std::int64_t>(at::accelerator::getMemoryInfo(*firstGpu()).first);
    }
    return std::min(systemMemory(), groupMemory());
}

std::optional<int> firstGpu() {
    return torch::cuda::is_available() ? std::optional(0) : std::nullopt;
}

std::string memoryText(std::int64_t needed, std::int64_t available) {
    return gigabytes(needed) + " needed, " + gigabytes(available) + " free";
}

} // namespace vitrine::api

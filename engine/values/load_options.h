#pragma once

#include <functional>
#include <string>

#include "engine/values/model_info.h"

namespace vitrine {

enum class DeviceChoice { Auto, Cpu, Cuda };

/// How to load a model.
struct LoadOptions {
    DeviceChoice device = DeviceChoice::Auto;
    DType dtype = DType::Float32; ///< of the weights in memory
    int threads = 0; ///< 0 = as many as the machine has cores
    bool allowOverMemory = false; ///< load even if the estimate does not fit
};

/// Where a model ended up, and why not elsewhere.
struct DevicePlacement {
    DeviceKind device = DeviceKind::Cpu;
    std::string deviceName; ///< "CPU", or the GPU's own name
    std::string reason; ///< English; why a GPU is not used; empty when one is
    DType dtype = DType::Float32;
    int threads = 1;
    bool operator==(const DevicePlacement&) const = default;
};

/// Progress of long work: a fraction in [0, 1] and, where known, the seconds left (else −1).
struct Progress {
    double fraction = 0;
    double secondsLeft = -1;
};
using ProgressCallback = std::function<void(const Progress&)>;

} // namespace vitrine

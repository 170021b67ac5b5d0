#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/values/model_info.h"

namespace vitrine::api {

/// Bytes that can be allocated without pushing others out: of the machine (as the system says, and
/// within the limit of the control group), or of the first GPU.
std::int64_t availableMemory(DeviceKind device);

/// The first GPU that LibTorch can use, by its number; nothing where there is none.
std::optional<int> firstGpu();

/// "1.2 GB needed, 0.8 GB free".
std::string memoryText(std::int64_t needed, std::int64_t available);

} // namespace vitrine::api

#pragma once

#include <cstdint>

namespace vitrine::app {

/// Memory of this process that is in RAM now, in bytes; 0 where the system does not tell.
std::int64_t residentBytes();

} // namespace vitrine::app

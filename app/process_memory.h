#pragma once

#include <cstdint>

namespace vitrine::app {

/// Memory of this process that is in RAM now, in bytes; 0 where the system does not tell.
std::int64_t residentBytes();

/// Gives big blocks back to the system as soon as they are freed. By default the C library keeps
/// them for later, and one long text leaves hundreds of megabytes behind.
void returnFreedMemory();

} // namespace vitrine::app

#pragma once

#include <optional>

#include "engine/values/expected.h"
#include "engine/values/process_place.h"

namespace vitrine::cli {

/// What the environment says of the processes that train together, by the names that torchrun uses:
/// RANK, WORLD_SIZE, LOCAL_RANK, MASTER_ADDR and MASTER_PORT. Nothing where WORLD_SIZE is not set,
/// or 1. Error: OptionInvalid (subject: the name) for what is missing or out of range.
Expected<std::optional<ProcessPlace>> processPlace();

} // namespace vitrine::cli

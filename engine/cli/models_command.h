#pragma once

#include "engine/cli/command_line.h"

namespace vitrine::cli {

/// `models`: those that are here. `models available` and `models fetch`: those that can be had.
void addModelsCommand(CommandLine& line);

} // namespace vitrine::cli

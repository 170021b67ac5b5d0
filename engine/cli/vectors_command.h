#pragma once

#include "engine/cli/command_line.h"

namespace vitrine::cli {

/// vectors train.
void addVectorsCommand(CommandLine& line);

} // namespace vitrine::cli

#pragma once

#include "engine/cli/command_line.h"

namespace vitrine::cli {

/// `trace`: one forward pass with everything that it computes.
void addTraceCommand(CommandLine& line);

} // namespace vitrine::cli

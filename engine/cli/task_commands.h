#pragma once

#include "engine/cli/command_line.h"

namespace vitrine::cli {

/// classify, tag and answer: what models that were trained for a task say.
void addTaskCommands(CommandLine& line);

} // namespace vitrine::cli

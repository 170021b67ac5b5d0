#pragma once

#include "engine/cli/command_line.h"

namespace vitrine::cli {

/// `models`: the built-in models.
void addModelsCommand(CommandLine& line);

} // namespace vitrine::cli

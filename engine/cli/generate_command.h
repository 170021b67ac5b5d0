#pragma once

#include "engine/cli/command_line.h"

namespace vitrine::cli {

/// `generate`: continues a prompt.
void addGenerateCommand(CommandLine& line);

} // namespace vitrine::cli

#pragma once

#include "engine/cli/command_line.h"

namespace vitrine::cli {

void addFillMaskCommand(CommandLine& line);

} // namespace vitrine::cli

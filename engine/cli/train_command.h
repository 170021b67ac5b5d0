#pragma once

#include "engine/cli/command_line.h"

namespace vitrine::cli {

/// `train JOB.json`, `train --resume RUN`.
void addTrainCommand(CommandLine& line);

} // namespace vitrine::cli

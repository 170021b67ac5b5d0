#pragma once

#include "engine/cli/command_line.h"

namespace vitrine::cli {

/// `bench`: how fast a model loads, reads, writes, is taken apart and trained here.
void addBenchCommand(CommandLine& line);

} // namespace vitrine::cli

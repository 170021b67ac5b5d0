#pragma once

#include "engine/cli/command_line.h"

namespace vitrine::cli {

/// `bench`: how fast a model loads, reads, writes and is taken apart here.
void addBenchCommand(CommandLine& line);

} // namespace vitrine::cli

#pragma once

#include "engine/cli/command_line.h"

namespace vitrine::cli {

/// `available` and `fetch` below `models`: what the catalogue has, and one of it.
void addFetchCommands(CommandLine& line, CLI::App& models);

} // namespace vitrine::cli

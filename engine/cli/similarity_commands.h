#pragma once

#include "engine/cli/command_line.h"

namespace vitrine::cli {

/// neighbours, similarity, analogy.
void addSimilarityCommands(CommandLine& line);

} // namespace vitrine::cli

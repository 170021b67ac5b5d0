#pragma once

#include "engine/cli/command_line.h"
#include "engine/values/generation_options.h"

namespace vitrine::cli {

/// --max-new-tokens, --strategy and what it takes, --stop, --candidates.
void addGenerationOptions(CLI::App& command, GenerationOptions& options);

} // namespace vitrine::cli

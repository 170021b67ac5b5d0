#pragma once

#include "engine/cli/command_line.h"

namespace vitrine::cli {

/// `convert`: writes a model as a folder in Hugging Face layout.
void addConvertCommand(CommandLine& line);

} // namespace vitrine::cli

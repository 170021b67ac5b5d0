#pragma once

#include "engine/cli/command_line.h"

namespace vitrine::cli {

/// `evaluate`: how well a model predicts a text.
void addEvaluateCommand(CommandLine& line);

} // namespace vitrine::cli

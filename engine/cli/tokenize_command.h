#pragma once

#include "engine/cli/command_line.h"

namespace vitrine::cli {

/// `tokenize`: text to tokens.
void addTokenizeCommand(CommandLine& line);
/// `detokenize`: tokens to text.
void addDetokenizeCommand(CommandLine& line);

} // namespace vitrine::cli

#pragma once

#include "engine/cli/command_line.h"

namespace vitrine::cli {

/// `ngram train`, `ngram score` and `ngram next`.
void addNgramCommand(CommandLine& line);

} // namespace vitrine::cli

#pragma once

#include "engine/cli/command_line.h"

namespace vitrine::cli {

/// `chat`: answers in the words of a model's chat template.
void addChatCommand(CommandLine& line);

} // namespace vitrine::cli

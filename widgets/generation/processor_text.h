#pragma once

#include <QString>

#include "engine/values/generation_options.h"
#include "engine/values/next_token_distribution.h"

namespace vitrine::widgets {

/// "top-p 0.9", "temperature 0.8": a processor with its setting.
QString processorText(LogitProcessorKind processor, const GenerationOptions& options);

} // namespace vitrine::widgets

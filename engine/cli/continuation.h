#pragma once

#include <span>
#include <stop_token>

#include "engine/api/text_model.h"

namespace vitrine::cli {

struct Continuation {
    const GenerationOptions& options;
    bool json = false; ///< one document instead of text
    double loadSeconds = 0; ///< that loading took, for the document
};

/// Continues the tokens on standard output; text appears as it is made. Error: Interrupted after
/// the partial text.
Expected<void> continueAloud(const api::TextModel& model, std::span<const TokenId> prompt,
    const Continuation& continuation, const std::stop_token& stop);

} // namespace vitrine::cli

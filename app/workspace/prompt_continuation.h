#pragma once

#include <cstdint>
#include <stop_token>
#include <string>

#include "app/workspace/compared_model.h"
#include "engine/values/expected.h"

namespace vitrine::app {

/// What a model makes of a prompt: units drawn one after the other, up to the end of the line.
/// The same seed gives the same text. Errors: those of TextSession::generate().
Expected<std::string> continuePrompt(const ComparedModel& model, const std::string& prompt,
    std::uint64_t seed, int units, const std::stop_token& stop);

} // namespace vitrine::app

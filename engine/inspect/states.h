#pragma once

#include <vector>

#include "engine/models/language_model.h"
#include "engine/values/state_trace.h"

namespace vitrine::inspect {

/// The states of a network without attention over a text, layer after layer, each with the gates
/// that made it. A stop asked for throws nn::Interrupted.
std::vector<StateTrace> statesOver(
    models::LanguageModel& model, const models::NetworkInput& text, const std::stop_token& stop);

} // namespace vitrine::inspect

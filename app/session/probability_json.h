#pragma once

#include <QJsonObject>

#include "app/session/probability_state.h"

namespace vitrine::app {

QJsonObject writeProbability(const ProbabilityState& state);
/// What is missing or unknown takes its default.
ProbabilityState readProbability(const QJsonObject& json);

} // namespace vitrine::app

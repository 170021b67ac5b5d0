#pragma once

#include <QStringList>

#include <vector>

#include "engine/values/state_trace.h"

namespace vitrine::app {

/// One neuron's state after one token.
struct StateSubject {
    const std::vector<StateTrace>& states;
    int layer = 0;
    int position = 0;
    int neuron = 0;
};

/// How the gates made the state: the formulas of the cell, each followed by the same with this
/// neuron's numbers in it. Empty where the states do not have it.
QStringList stateDerivation(const StateSubject& subject);

} // namespace vitrine::app

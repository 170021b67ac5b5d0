#pragma once

#include <QString>

#include "engine/values/data_problem.h"

namespace vitrine::app {

/// What is wrong with a row of a data file, in the language of the interface, without its place.
QString dataProblemText(const DataProblem& problem);

} // namespace vitrine::app

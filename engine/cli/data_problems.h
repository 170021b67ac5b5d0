#pragma once

#include <vector>

#include "engine/values/data_problem.h"

namespace vitrine::cli {

/// Rows that could not be used as they are, one on a line of standard error; of many the first.
void listProblems(const std::vector<DataProblem>& problems);

} // namespace vitrine::cli

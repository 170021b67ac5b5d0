#pragma once

#include <vector>

namespace vitrine::app {

/// An exponential moving average of losses, unbiased at its beginning (Kingma & Ba 2015, section
/// 3); `halfLife` in values.
std::vector<double> smoothedLosses(const std::vector<double>& losses, double halfLife);

} // namespace vitrine::app

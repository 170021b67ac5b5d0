#include "app/workspace/smoothed_losses.h"

#include <cmath>

namespace vitrine::app {

std::vector<double> smoothedLosses(const std::vector<double>& losses, double halfLife) {
    const double decay = std::exp2(-1 / halfLife);
    std::vector<double> smoothed;
    double average = 0;
    double weight = 0; // of all values so far
    for (const double loss : losses) {
        average = decay * average + (1 - decay) * loss;
        weight = decay * weight + (1 - decay);
        smoothed.push_back(average / weight);
    }
    return smoothed;
}

} // namespace vitrine::app

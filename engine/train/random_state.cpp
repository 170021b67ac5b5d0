#include "engine/train/random_state.h"

#include <mutex>

namespace vitrine::train {

torch::Tensor randomState(torch::Device device) {
    auto generator = at::globalContext().defaultGenerator(device);
    const std::scoped_lock lock(generator.mutex());
    return generator.get_state();
}

void setRandomState(torch::Device device, const torch::Tensor& state) {
    auto generator = at::globalContext().defaultGenerator(device);
    const std::scoped_lock lock(generator.mutex());
    generator.set_state(state);
}

} // namespace vitrine::train

#include "engine/train/examples.h"

namespace vitrine::train {

Batch Batch::to(torch::Device device) const {
    const auto moved = [&](const torch::Tensor& tensor) {
        return tensor.defined() ? tensor.to(device) : tensor;
    };
    return {moved(input), moved(target), moved(segments), moved(visible), moved(nextSentence)};
}

} // namespace vitrine::train

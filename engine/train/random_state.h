#pragma once

#include <torch/torch.h>

namespace vitrine::train {

/// The state of LibTorch's default generator of `device`, from which dropout draws: bytes on the
/// CPU.
torch::Tensor randomState(torch::Device device);
void setRandomState(torch::Device device, const torch::Tensor& state);

} // namespace vitrine::train

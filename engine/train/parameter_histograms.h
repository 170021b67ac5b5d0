#pragma once

#include <vector>

#include <torch/torch.h>

#include "engine/values/training_probe.h"

namespace vitrine::train {

/// Magnitudes of the elements of `tensors` together. Of a large tensor, evenly spaced elements.
MagnitudeHistogram magnitudesOf(const std::vector<torch::Tensor>& tensors);

/// The parameters of each part of a network and their gradients, in the order of the forward pass:
/// a layer is one part, what is not in a layer goes by its module.
std::vector<LayerHistograms> parameterHistograms(const torch::nn::Module& network);

} // namespace vitrine::train

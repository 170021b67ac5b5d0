#pragma once

#include <string>
#include <utility>
#include <vector>

#include <torch/torch.h>

namespace vitrine::models {

/// Tensors by their names in files.
using StoredParameters = std::vector<std::pair<std::string, torch::Tensor>>;

} // namespace vitrine::models

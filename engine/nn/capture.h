#pragma once

#include <vector>

#include <torch/torch.h>

namespace vitrine::nn {

/// What a forward pass is asked to keep for inspection. A null Capture costs nothing.
struct Capture {
    bool wantHiddenStates = false;
    bool wantAttention = false;
    std::vector<torch::Tensor>
        hiddenStates; ///< [batch, position, model]: embeddings, then each layer
    std::vector<torch::Tensor> attention; ///< per layer [batch, heads, query, key]
};

} // namespace vitrine::nn

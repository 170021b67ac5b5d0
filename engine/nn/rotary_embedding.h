#pragma once

#include <vector>

#include <torch/torch.h>

#include "engine/nn/rotary_options.h"

namespace vitrine::nn {

/// The turns of some positions.
struct Rotation {
    torch::Tensor cosine; ///< [position, headDim]
    torch::Tensor sine; ///< [position, headDim]; negative in the first half

    /// x [.., position, headDim] with component i and i + headDim / 2 turned in their plane.
    torch::Tensor operator()(const torch::Tensor& x) const;
};

/// Rotary position embedding (Su et al. 2021, section 3.4), with the pairs of components as
/// GPT-NeoX and Llama have them: i and i + headDim / 2.
class RotaryEmbedding {
public:
    RotaryEmbedding(std::int64_t headDim, const RotaryOptions& options);

    /// Of `count` positions from `first` on, in a text of `length`.
    Rotation at(
        std::int64_t first, std::int64_t count, std::int64_t length, torch::Device device) const;
    /// Radians per position of each pair [headDim / 2], in a text of `length` positions.
    std::vector<float> frequencies(std::int64_t length) const;

private:
    std::int64_t m_headDim;
    RotaryOptions m_options;
};

} // namespace vitrine::nn

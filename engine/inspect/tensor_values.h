#pragma once

#include <span>
#include <vector>

#include <torch/torch.h>

namespace vitrine::inspect {

/// The tensor as float32 on the CPU, its elements one after the other.
inline torch::Tensor plainFloats(const torch::Tensor& tensor) {
    return tensor.to(torch::kCPU, torch::kFloat32).contiguous();
}

/// The elements of a tensor that is plain already and outlives the span.
inline std::span<const float> elementsOf(const torch::Tensor& plain) {
    return {plain.const_data_ptr<float>(), static_cast<std::size_t>(plain.numel())};
}

/// A copy of the elements.
inline std::vector<float> valuesOf(const torch::Tensor& tensor) {
    const auto plain = plainFloats(tensor);
    const auto elements = elementsOf(plain);
    return {elements.begin(), elements.end()};
}

} // namespace vitrine::inspect

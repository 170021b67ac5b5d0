#pragma once

#include <string>

#include <torch/torch.h>

#include "engine/formats/tensor_view.h"

namespace vitrine::models {

/// The stored elements as a tensor on the CPU, without a copy where they are aligned. It must not
/// be written to. It keeps the file mapped, and when it goes its pages leave memory: whoever
/// converts it into another form never holds both for long.
torch::Tensor torchTensor(const formats::TensorView& view);
/// A contiguous tensor on the CPU as something to be written; the tensor must outlive the view.
formats::TensorView viewOf(std::string name, const torch::Tensor& tensor);

torch::ScalarType scalarTypeOf(formats::DataType type);
/// Throws c10::Error for a type that no file format here has.
formats::DataType dataTypeOf(torch::ScalarType type);

} // namespace vitrine::models

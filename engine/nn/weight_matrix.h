#pragma once

#include <torch/torch.h>

#include "engine/values/model_info.h"

namespace vitrine::nn {

/// A weight matrix [out, in] in the form that inference reads fastest. Immutable.
///
/// Making one token at a time, a model reads every weight once for two operations on it, so its
/// speed is that of the memory: products with a few vectors are computed by loops that read the
/// weights in one stream (matrix_kernels.h), and weights of 16 or 8 bits are two or four times as
/// fast. Products with many vectors, and all on a GPU, are LibTorch's. Activations stay float32.
class WeightMatrix {
public:
    WeightMatrix() = default;
    /// `weight` [out, in] float32 is kept as it lies in Float32 and copied otherwise. Int8 has a
    /// scale for each output: its largest weight is ±127.
    WeightMatrix(const torch::Tensor& weight, DType form);

    /// x [..., in] float32 → x Wᵀ + bias [..., out]; `bias` [out] may be undefined.
    torch::Tensor multiply(const torch::Tensor& x, const torch::Tensor& bias) const;
    /// Rows of the matrix, in float32: ids [...] → [..., in].
    torch::Tensor rows(const torch::Tensor& ids) const;

private:
    torch::Tensor multiplyByKernel(const torch::Tensor& x, const torch::Tensor& bias) const;
    bool suitsKernel(const torch::Tensor& x) const;

    DType m_form = DType::Float32;
    torch::Tensor m_values; // [out, in] float32, bfloat16 or int8
    torch::Tensor m_scales; // [out, 1] float32; of Int8 only
};

/// x Wᵀ + bias for a float32 weight, by whichever way is fastest; gradients flow where asked for.
torch::Tensor linearMap(
    const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias);

} // namespace vitrine::nn

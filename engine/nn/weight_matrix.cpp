#include "engine/nn/weight_matrix.h"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include <ATen/Parallel.h>

#include "engine/nn/matrix_kernels.h"

namespace vitrine::nn {

namespace {

// Up to here reading the weights costs more than the arithmetic, and LibTorch's products, made for
// many vectors, read them more slowly than they could.
constexpr std::int64_t FewRows = 4;
// Rows that are put into 8 bits at once: on the way they take four times the place and more.
constexpr std::int64_t QuantizedRows = 1024;
// Multiplications that are worth waking a thread for; of 8-bit weights it takes more of them to
// outlast the waking.
constexpr std::int64_t WorkPerThread = 1 << 16;
constexpr std::int64_t Int8WorkPerThread = 1 << 19;

std::int64_t rowsOf(const torch::Tensor& x) {
    return x.numel() / std::max<std::int64_t>(1, x.size(-1));
}

bool isRowMajor(const torch::Tensor& weight) {
    return weight.stride(1) == 1 && weight.stride(0) == weight.size(1);
}

bool isColumnMajor(const torch::Tensor& weight) {
    return weight.stride(0) == 1 && weight.stride(1) == weight.size(0);
}

/// Runs `product(range)` over all outputs, shared between threads.
template <typename Product>
void forOutputs(
    const kernels::ProductShape& shape, std::int64_t workPerThread, const Product& product) {
    const auto grain = std::max<std::int64_t>(1, workPerThread / (shape.in * shape.rows));
    at::parallel_for(0, shape.out, grain, [&](std::int64_t first, std::int64_t last) {
        product(kernels::OutputRange{first, last});
    });
}

void multiplyInt8(const kernels::ProductShape& shape, const float* x, const torch::Tensor& values,
    const torch::Tensor& scales, const float* bias, float* y) {
    std::vector<std::int16_t> fixed(static_cast<std::size_t>(shape.rows * shape.in));
    std::vector<float> fixedScales(static_cast<std::size_t>(shape.rows));
    for (std::int64_t row = 0; row < shape.rows; ++row) {
        fixedScales[static_cast<std::size_t>(row)]
            = kernels::toFixedPoint(shape.in, x + row * shape.in, fixed.data() + row * shape.in);
    }
    const kernels::FixedPointRows rows{fixed.data(), fixedScales.data()};
    const auto* weight = values.const_data_ptr<std::int8_t>();
    const auto* weightScales = scales.const_data_ptr<float>();
    forOutputs(shape, Int8WorkPerThread, [&](kernels::OutputRange range) {
        kernels::multiplyInt8(shape, range, rows, weight, weightScales, bias, y);
    });
}

/// x [rows, in] with a weight [in, out] → [rows, out]. Each thread adds up its share of the inputs.
torch::Tensor multiplyColumnMajor(const kernels::ProductShape& shape, const torch::Tensor& x,
    const float* weight, const torch::Tensor& bias) {
    auto sums = torch::zeros({torch::get_num_threads(), shape.rows, shape.out}, x.options());
    const auto* from = x.const_data_ptr<float>();
    auto* to = sums.mutable_data_ptr<float>();
    const auto grain = std::max<std::int64_t>(1, WorkPerThread / (shape.out * shape.rows));
    at::parallel_for(0, shape.in, grain, [&](std::int64_t first, std::int64_t last) {
        kernels::addColumnMajor(
            shape, {first, last}, from, weight, to + at::get_thread_num() * shape.rows * shape.out);
    });
    auto result = sums.sum(/*dim=*/0);
    return bias.defined() ? result.add_(bias) : result;
}

/// Values in 8 bits [out, in], and their scales [out, 1].
std::pair<torch::Tensor, torch::Tensor> quantized(const torch::Tensor& weight) {
    auto values = torch::empty(weight.sizes(), weight.options().dtype(torch::kChar));
    auto scales = torch::empty({weight.size(0), 1}, weight.options());
    for (std::int64_t first = 0; first < weight.size(0); first += QuantizedRows) {
        const auto count = std::min(QuantizedRows, weight.size(0) - first);
        const auto rows = weight.narrow(/*dim=*/0, first, count); // [count, in]
        const auto steps = rows.abs().amax(/*dim=*/1, /*keepdim=*/true) / 127; // [count, 1]
        scales.narrow(/*dim=*/0, first, count).copy_(steps);
        values.narrow(/*dim=*/0, first, count)
            .copy_((rows / steps.masked_fill(steps == 0, 1)).round_());
    }
    return {values, scales};
}

} // namespace

WeightMatrix::WeightMatrix(const torch::Tensor& weight, DType form) : m_form(form) {
    if (form == DType::Float32) {
        m_values = weight;
    } else if (form == DType::BFloat16) {
        m_values = weight.to(torch::kBFloat16).contiguous();
    } else {
        std::tie(m_values, m_scales) = quantized(weight);
    }
}

bool WeightMatrix::suitsKernel(const torch::Tensor& x) const {
    if (!x.is_cpu() || torch::GradMode::is_enabled()) {
        return false;
    }
    switch (m_form) {
    case DType::Int8:
        return true;
    case DType::BFloat16:
        return rowsOf(x) <= FewRows;
    case DType::Float32:
        return x.scalar_type() == torch::kFloat32 && m_values.scalar_type() == torch::kFloat32
            && rowsOf(x) <= FewRows && (isRowMajor(m_values) || isColumnMajor(m_values));
    }
    return false;
}

torch::Tensor WeightMatrix::multiply(const torch::Tensor& x, const torch::Tensor& bias) const {
    if (suitsKernel(x)) {
        return multiplyByKernel(x, bias);
    }
    switch (m_form) {
    case DType::BFloat16:
        return torch::linear(
            x.to(torch::kBFloat16), m_values, bias.defined() ? bias.to(torch::kBFloat16) : bias)
            .to(torch::kFloat32);
    case DType::Int8:
        return torch::linear(x, m_values * m_scales, bias);
    case DType::Float32:
        break;
    }
    return torch::linear(x, m_values, bias);
}

torch::Tensor WeightMatrix::multiplyByKernel(
    const torch::Tensor& x, const torch::Tensor& bias) const {
    const auto input = x.contiguous();
    const kernels::ProductShape shape{rowsOf(x), m_values.size(1), m_values.size(0)};
    auto size = x.sizes().vec();
    size.back() = shape.out;
    if (m_form == DType::Float32 && !isRowMajor(m_values)) {
        return multiplyColumnMajor(shape, input, m_values.const_data_ptr<float>(), bias).view(size);
    }
    auto result = torch::empty(size, x.options()); // [..., out]
    const auto* from = input.const_data_ptr<float>();
    const auto* b = bias.defined() ? bias.const_data_ptr<float>() : nullptr;
    auto* to = result.mutable_data_ptr<float>();
    if (m_form == DType::Int8) {
        multiplyInt8(shape, from, m_values, m_scales, b, to);
    } else if (m_form == DType::BFloat16) {
        const auto* w = static_cast<const std::uint16_t*>(m_values.const_data_ptr());
        forOutputs(shape, WorkPerThread, [&](kernels::OutputRange range) {
            kernels::multiplyBFloat16(shape, range, from, w, b, to);
        });
    } else {
        const auto* w = m_values.const_data_ptr<float>();
        forOutputs(shape, WorkPerThread, [&](kernels::OutputRange range) {
            kernels::multiplyRowMajor(shape, range, from, w, b, to);
        });
    }
    return result;
}

torch::Tensor WeightMatrix::rows(const torch::Tensor& ids) const {
    const auto chosen = m_values.index_select(/*dim=*/0, ids.flatten()).to(torch::kFloat32);
    auto size = ids.sizes().vec();
    size.push_back(m_values.size(1));
    return m_form == DType::Int8
        ? (chosen * m_scales.index_select(/*dim=*/0, ids.flatten())).view(size)
        : chosen.view(size);
}

torch::Tensor linearMap(
    const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias) {
    return WeightMatrix(weight, DType::Float32).multiply(x, bias);
}

} // namespace vitrine::nn

#include "engine/models/torch_tensor.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace vitrine::models {

namespace {

using formats::DataType;

constexpr std::array<std::pair<DataType, torch::ScalarType>, 13> Types{{
    {DataType::Bool, torch::kBool},
    {DataType::UInt8, torch::kUInt8},
    {DataType::Int8, torch::kInt8},
    {DataType::Int16, torch::kInt16},
    {DataType::UInt16, torch::kUInt16},
    {DataType::Int32, torch::kInt32},
    {DataType::UInt32, torch::kUInt32},
    {DataType::Int64, torch::kInt64},
    {DataType::UInt64, torch::kUInt64},
    {DataType::Float16, torch::kFloat16},
    {DataType::BFloat16, torch::kBFloat16},
    {DataType::Float32, torch::kFloat32},
    {DataType::Float64, torch::kFloat64},
}};

bool isAligned(const formats::TensorView& view) {
    return reinterpret_cast<std::uintptr_t>(view.bytes.data()) % formats::sizeOf(view.type) == 0;
}

} // namespace

torch::ScalarType scalarTypeOf(DataType type) {
    return std::ranges::find(Types, type, &std::pair<DataType, torch::ScalarType>::first)->second;
}

DataType dataTypeOf(torch::ScalarType type) {
    const auto* entry
        = std::ranges::find(Types, type, &std::pair<DataType, torch::ScalarType>::second);
    TORCH_CHECK(entry != Types.end(), "tensors of type ", type, " cannot be stored");
    return entry->first;
}

torch::Tensor torchTensor(const formats::TensorView& view) {
    const auto options = torch::dtype(scalarTypeOf(view.type));
    if (view.bytes.empty()) {
        return torch::empty(view.shape, options);
    }
    // LibTorch has no tensors of constant data; the mapping is read-only, so a write cannot pass.
    auto* data = const_cast<std::byte*>(view.bytes.data());
    if (isAligned(view)) {
        const auto release = [file = view.file, bytes = view.bytes](void*) {
            if (file) {
                file->discardPages(bytes);
            }
        };
        return torch::from_blob(data, view.shape, view.strides, release, options);
    }
    const auto bytes = torch::from_blob(data, static_cast<std::int64_t>(view.bytes.size()),
        torch::kUInt8); // [bytes]
    return bytes.clone().view(scalarTypeOf(view.type)).as_strided(view.shape, view.strides);
}

formats::TensorView viewOf(std::string name, const torch::Tensor& tensor) {
    TORCH_CHECK(tensor.is_contiguous() && tensor.is_cpu(), "only a plain tensor can be viewed");
    return {.name = std::move(name),
        .type = dataTypeOf(tensor.scalar_type()),
        .shape = tensor.sizes().vec(),
        .strides = formats::rowMajorStrides(tensor.sizes()),
        .bytes = {static_cast<const std::byte*>(tensor.const_data_ptr()), tensor.nbytes()},
        .file = nullptr};
}

} // namespace vitrine::models

#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace vitrine::formats {

/// What one element of a stored tensor is. Little-endian, as every format read here has it.
enum class DataType {
    Bool,
    UInt8,
    Int8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Float16,
    BFloat16,
    Float32,
    Float64,
};

/// Bytes per element.
std::size_t sizeOf(DataType type);
/// "F32", "BF16", "I64", …: the names of safetensors.
std::string_view nameOf(DataType type);
std::optional<DataType> dataTypeNamed(std::string_view name);

} // namespace vitrine::formats

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/formats/data_type.h"
#include "engine/formats/mapped_file.h"

namespace vitrine::formats {

/// A stored tensor where it lies. A view read from a file keeps the file mapped.
struct TensorView {
    std::string name;
    DataType type = DataType::Float32;
    std::vector<std::int64_t> shape; ///< empty for a scalar
    std::vector<std::int64_t> strides; ///< in elements; safetensors holds row-major tensors only
    std::span<const std::byte> bytes; ///< from the first element to the end of the last
    std::shared_ptr<const MappedFile> file; ///< null for a tensor that lies in ordinary memory

    bool isContiguous() const;
};

/// Product of the sizes; nothing when one is negative or the product leaves 63 bits.
std::optional<std::int64_t> elementCount(std::span<const std::int64_t> shape);
/// Strides of a row-major tensor, in elements. `shape` has an elementCount().
std::vector<std::int64_t> rowMajorStrides(std::span<const std::int64_t> shape);
/// "[768, 2304]".
std::string shapeText(std::span<const std::int64_t> shape);
/// Index (counted along the bytes) of the first NaN or infinity; nothing for a finite tensor and
/// for integers.
std::optional<std::size_t> firstNotFinite(const TensorView& tensor);

} // namespace vitrine::formats

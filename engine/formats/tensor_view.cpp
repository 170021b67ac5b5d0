#include "engine/formats/tensor_view.h"

#include <algorithm>
#include <cstring>

namespace vitrine::formats {

namespace {

/// Elements looked at before the first test: enough for the compiler to vectorise the loop.
constexpr std::size_t BlockLength = 4096;

/// A floating-point number is NaN or infinite where all bits of its exponent are set.
template <typename Bits>
std::optional<std::size_t> firstWithExponent(std::span<const std::byte> bytes, Bits exponent) {
    const auto count = bytes.size() / sizeof(Bits);
    const auto at = [&](std::size_t index) {
        Bits bits; // the bytes need not be aligned
        std::memcpy(&bits, bytes.data() + index * sizeof(Bits), sizeof(Bits));
        return bits;
    };
    for (std::size_t block = 0; block < count; block += BlockLength) {
        const auto end = std::min(count, block + BlockLength);
        bool found = false;
        for (auto index = block; index < end; ++index) {
            found |= (at(index) & exponent) == exponent;
        }
        for (auto index = block; found && index < end; ++index) {
            if ((at(index) & exponent) == exponent) {
                return index;
            }
        }
    }
    return std::nullopt;
}

} // namespace

bool TensorView::isContiguous() const {
    return strides == rowMajorStrides(shape);
}

std::optional<std::int64_t> elementCount(std::span<const std::int64_t> shape) {
    std::int64_t count = 1; // with empty axes counted as 1, so that strides stay in range too
    bool empty = false;
    for (const auto size : shape) {
        empty = empty || size == 0;
        if (size < 0 || __builtin_mul_overflow(count, std::max<std::int64_t>(size, 1), &count)) {
            return std::nullopt;
        }
    }
    return empty ? 0 : count;
}

std::vector<std::int64_t> rowMajorStrides(std::span<const std::int64_t> shape) {
    std::vector<std::int64_t> strides(shape.size());
    std::int64_t stride = 1;
    for (auto axis = shape.size(); axis-- > 0;) {
        strides[axis] = stride;
        stride *= std::max<std::int64_t>(shape[axis], 1);
    }
    return strides;
}

std::string shapeText(std::span<const std::int64_t> shape) {
    std::string text = "[";
    for (const auto size : shape) {
        text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    }
    return text + "]";
}

std::optional<std::size_t> firstNotFinite(const TensorView& tensor) {
    switch (tensor.type) {
    case DataType::Float16:
        return firstWithExponent<std::uint16_t>(tensor.bytes, 0x7c00);
    case DataType::BFloat16:
        return firstWithExponent<std::uint16_t>(tensor.bytes, 0x7f80);
    case DataType::Float32:
        return firstWithExponent<std::uint32_t>(tensor.bytes, 0x7f80'0000);
    case DataType::Float64:
        return firstWithExponent<std::uint64_t>(tensor.bytes, 0x7ff0'0000'0000'0000);
    default:
        return std::nullopt;
    }
}

} // namespace vitrine::formats

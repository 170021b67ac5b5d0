#pragma once

#include <cstdlib>
#include <span>

#include "engine/formats/tensor_view.h"

namespace vitrine::test {

/// What a reader let pass must hold: every element that shape and strides reach lies in the file.
inline void touchTensors(std::span<const formats::TensorView> tensors) {
    for (const auto& tensor : tensors) {
        const auto file = tensor.file->bytes();
        const auto count = formats::elementCount(tensor.shape);
        std::int64_t last = 0;
        for (std::size_t axis = 0; axis < tensor.shape.size(); ++axis) {
            last += (tensor.shape[axis] - 1) * tensor.strides.at(axis);
        }
        const auto size = static_cast<std::int64_t>(formats::sizeOf(tensor.type));
        const bool inside = !tensor.bytes.empty() && tensor.bytes.data() >= file.data()
            && tensor.bytes.data() + tensor.bytes.size() <= file.data() + file.size();
        const bool fits = count
            && (*count == 0
                || (inside && (last + 1) * size == static_cast<std::int64_t>(tensor.bytes.size())));
        if (!fits) {
            std::abort();
        }
        formats::firstNotFinite(tensor);
    }
}

} // namespace vitrine::test

#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/formats/data_type.h"
#include "engine/formats/tensor_view.h"
#include "engine/text/atomic_file.h"
#include "engine/values/expected.h"

namespace vitrine::formats {

/// A tensor that is going to be written.
struct TensorHeader {
    std::string name;
    DataType type = DataType::Float32;
    std::vector<std::int64_t> shape;
};

/// Writes a safetensors file tensor by tensor, so that only one has to be held in its stored type.
/// The file appears whole at finish(), or not at all. Errors: FileUnwritable, DiskFull.
class SafetensorsWriter {
public:
    /// The tensors follow in the order of `headers`, whose names differ.
    static Expected<SafetensorsWriter> create(const std::filesystem::path& path,
        std::span<const TensorHeader> headers,
        const std::map<std::string, std::string>& metadata = {});

    /// The next tensor's elements in row-major order.
    Expected<void> write(std::span<const std::byte> bytes);
    Expected<void> finish();

private:
    SafetensorsWriter(text::AtomicFile file, std::vector<std::size_t> sizes);

    text::AtomicFile m_file;
    std::vector<std::size_t> m_sizes; // in bytes, one per tensor
    std::size_t m_next = 0;
};

/// All of `tensors`, which are contiguous, in one call.
Expected<void> writeSafetensors(const std::filesystem::path& path,
    std::span<const TensorView> tensors, const std::map<std::string, std::string>& metadata = {});

} // namespace vitrine::formats

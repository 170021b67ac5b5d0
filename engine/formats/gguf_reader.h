#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/formats/block_type.h"
#include "engine/formats/gguf_value.h"
#include "engine/formats/mapped_file.h"
#include "engine/values/expected.h"

namespace vitrine::formats {

/// A tensor of a GGUF file where it lies, row-major.
struct GgufTensor {
    std::string name;
    BlockType type = BlockType::Float32;
    std::vector<std::int64_t> shape; ///< outermost axis first, as elsewhere; GGUF writes it last
    std::span<const std::byte> bytes;
};

/// What a GGUF file holds (the format's specification: ggml, docs/gguf.md). It keeps the file
/// mapped; tensors and values are views of it.
struct GgufContent {
    std::shared_ptr<const MappedFile> file;
    std::uint32_t version = 0;
    std::map<std::string, GgufValue, std::less<>> metadata;
    std::vector<GgufTensor> tensors; ///< in the order of their bytes

    /// Null where there is none.
    const GgufValue* find(std::string_view key) const;
    /// A value that must be there. Error: ValueMissing.
    Expected<GgufValue> value(std::string_view key) const;
};

/// Checks all that stands before the tensors' bytes against the file and copies nothing; versions 2
/// and 3, little-endian. Errors: FileTruncated, FileDamaged (no GGUF, another byte order, version
/// 1, counts and shapes that contradict the format), FormatTooNew, TensorOverlap, TensorType, and
/// those of MappedFile.
Expected<GgufContent> readGguf(std::shared_ptr<const MappedFile> file);
Expected<GgufContent> readGguf(const std::filesystem::path& path);

/// It is a file, and its name ends in ".gguf".
bool isGgufFile(const std::filesystem::path& path);

} // namespace vitrine::formats

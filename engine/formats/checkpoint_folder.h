#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/formats/tensor_view.h"
#include "engine/values/expected.h"

namespace vitrine::formats {

/// The weights of a folder in Hugging Face layout, by name, wherever they lie: model.safetensors,
/// pytorch_model.bin, or either in several files with an index. The first that exists is taken.
class CheckpointFolder {
public:
    /// Maps the files and checks their headers; reads no weights. Errors: FileMissing (no weights),
    /// TensorMissing (the index promises what a file lacks), ValueInvalid (an index that leaves the
    /// folder), and those of the readers.
    static Expected<CheckpointFolder> open(const std::filesystem::path& folder);

    const std::map<std::string, TensorView, std::less<>>& tensors() const { return m_tensors; }
    /// Null where there is none.
    const TensorView* find(std::string_view name) const;
    /// The weights or their index: the file to name when something is missing.
    const std::filesystem::path& source() const { return m_source; }
    /// Of all weights, on disk.
    std::int64_t byteCount() const;

private:
    explicit CheckpointFolder(std::filesystem::path source);
    Expected<void> addFile(const std::filesystem::path& path);
    Expected<void> addIndexed();

    std::filesystem::path m_source;
    std::map<std::string, TensorView, std::less<>> m_tensors;
};

} // namespace vitrine::formats

#pragma once

#include <filesystem>
#include <optional>

#include "engine/train/checkpoint.h"
#include "engine/values/expected.h"

namespace vitrine::train {

/// Keeps the newest checkpoint of a run in one safetensors file, numbers in its metadata. The file
/// is replaced whole, so that a crash while saving leaves the checkpoint before.
class CheckpointStore {
public:
    explicit CheckpointStore(std::filesystem::path file);

    const std::filesystem::path& file() const { return m_file; }
    /// Errors: FileUnwritable, DiskFull.
    Expected<void> save(const Checkpoint& checkpoint) const;
    /// Nothing where no checkpoint has been saved yet. Errors: those of readSafetensors,
    /// ValueMissing, ValueInvalid. Its tensors lie in the mapped file and must not be written to.
    Expected<std::optional<Checkpoint>> load() const;

private:
    std::filesystem::path m_file;
};

} // namespace vitrine::train

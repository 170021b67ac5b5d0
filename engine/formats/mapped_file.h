#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

#include "engine/values/expected.h"

namespace vitrine::formats {

/// A file as read-only memory: pages come from the disk when they are looked at, are shared with
/// every other reader, and cost nothing to give back.
class MappedFile {
public:
    /// Errors: FileMissing, FileUnreadable (a folder too).
    static Expected<std::shared_ptr<const MappedFile>> open(const std::filesystem::path& path);

    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    const std::filesystem::path& path() const { return m_path; }
    std::span<const std::byte> bytes() const { return m_bytes; }
    /// Takes the whole pages inside `bytes` out of this process's memory, for what has been copied
    /// and need not be held twice. They can still be read: they come back from the file.
    void discardPages(std::span<const std::byte> bytes) const;

private:
    MappedFile(std::filesystem::path path, std::span<const std::byte> bytes);

    std::filesystem::path m_path;
    std::span<const std::byte> m_bytes;
};

} // namespace vitrine::formats

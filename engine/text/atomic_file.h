#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>

#include "engine/values/expected.h"

namespace vitrine::text {

/// A file that appears whole or not at all: written beside its final name, flushed to the disk,
/// then renamed over it. Dropped without commit(), it leaves nothing behind and an older file as it
/// was.
class AtomicFile {
public:
    /// Errors here and below: FileUnwritable, DiskFull (subject: the final path).
    static Expected<AtomicFile> create(const std::filesystem::path& path);

    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&& other) noexcept;
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;
    ~AtomicFile();

    Expected<void> write(std::span<const std::byte> bytes);
    Expected<void> write(std::string_view text);
    /// Puts the file in its place. Nothing may be written after it.
    Expected<void> commit();

private:
    AtomicFile(std::filesystem::path path, std::filesystem::path temporary, int descriptor);
    void discard() noexcept;

    std::filesystem::path m_path;
    std::filesystem::path m_temporary;
    int m_descriptor = -1;
};

} // namespace vitrine::text

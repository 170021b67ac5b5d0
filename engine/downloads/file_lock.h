#pragma once

#include <filesystem>
#include <stop_token>

#include "engine/values/expected.h"

namespace vitrine::downloads {

/// Holds a lock file (flock) until it is destroyed, so that two programs do not write one file.
class FileLock {
public:
    /// Waits until the lock is free. Errors: FileUnwritable, Interrupted.
    static Expected<FileLock> take(const std::filesystem::path& file, const std::stop_token& stop);

    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) = delete;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();

private:
    explicit FileLock(int descriptor) : m_descriptor(descriptor) { }

    int m_descriptor;
};

} // namespace vitrine::downloads

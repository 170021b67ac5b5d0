#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "engine/values/expected.h"

namespace vitrine::text {

/// A whole file, byte for byte. Errors: FileMissing, FileUnreadable, FileTooLarge.
Expected<std::string> readWholeFile(const std::filesystem::path& path, std::uintmax_t maximumBytes);

/// `bytes` as one AtomicFile. Errors: FileUnwritable, DiskFull.
Expected<void> writeWholeFile(const std::filesystem::path& path, std::string_view bytes);

} // namespace vitrine::text

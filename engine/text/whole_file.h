#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "engine/values/expected.h"

namespace vitrine::text {

/// A whole file, byte for byte (AtomicFile writes one).
/// Errors: FileMissing, FileUnreadable, FileTooLarge.
Expected<std::string> readWholeFile(const std::filesystem::path& path, std::uintmax_t maximumBytes);

} // namespace vitrine::text

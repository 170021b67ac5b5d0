#pragma once

#include <filesystem>

#include "engine/values/expected.h"

namespace vitrine::text {

/// Makes a folder with those it lies in, where they are not there yet. Error: FileUnwritable
/// (subject: the folder).
Expected<void> makeFolder(const std::filesystem::path& folder);

} // namespace vitrine::text

#pragma once

#include <filesystem>

namespace vitrine::formats {

/// What is opened of a folder with a model: its only .gguf file where there is no config.json, else
/// the folder itself.
std::filesystem::path openableIn(const std::filesystem::path& folder);

} // namespace vitrine::formats

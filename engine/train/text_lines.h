#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string_view>

#include "engine/values/expected.h"

namespace vitrine::train {

/// Receives a line without its end, and its number from 1.
using LineFunction = std::function<Expected<void>(std::string_view line, std::size_t number)>;

/// An error of a line, which counts from the line's start, for the reader of the file.
Error inFile(Error error, const std::filesystem::path& file, std::size_t lineNumber);

} // namespace vitrine::train

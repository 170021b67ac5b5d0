#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "engine/values/expected.h"

namespace vitrine::text {

/// A text in UTF-8 and the encoding that its file has.
struct TextFile {
    std::string text; ///< without a byte order mark
    std::string encoding = "UTF-8"; ///< ICU's name
};

/// A whole text file in whatever encoding: told by a byte order mark, else UTF-8 where most of it
/// is that, else what ICU takes it for. Single bytes that are no UTF-8 stay in a text that is.
/// Errors: those of readWholeFile; TextInvalid where no encoding fits.
Expected<TextFile> readTextFile(const std::filesystem::path& path, std::uintmax_t maximumBytes);

} // namespace vitrine::text

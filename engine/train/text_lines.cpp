#include "engine/train/text_lines.h"

#include <string>

namespace vitrine::train {

Error inFile(Error error, const std::filesystem::path& file, std::size_t lineNumber) {
    error.subject = file.string();
    error.place = "line " + std::to_string(lineNumber) + ", byte " + error.place;
    return error;
}

} // namespace vitrine::train

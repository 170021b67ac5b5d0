#include "engine/train/text_lines.h"

#include <string>

#include "engine/text/take_line.h"
#include "engine/text/whole_file.h"

namespace vitrine::train {

namespace {

constexpr std::uintmax_t MaximumFileBytes = std::uintmax_t{4} << 30;

} // namespace

Expected<void> forEachLine(const std::filesystem::path& file, const LineFunction& onLine) {
    const auto content = text::readWholeFile(file, MaximumFileBytes);
    if (!content) {
        return Unexpected(content.error());
    }
    std::string_view rest = *content;
    for (std::size_t number = 1; !rest.empty(); ++number) {
        const auto line = text::takeLine(rest);
        if (line.empty()) {
            continue;
        }
        if (auto done = onLine(line, number); !done) {
            return done;
        }
    }
    return {};
}

Error inFile(Error error, const std::filesystem::path& file, std::size_t lineNumber) {
    error.subject = file.string();
    error.place = "line " + std::to_string(lineNumber) + ", byte " + error.place;
    return error;
}

} // namespace vitrine::train

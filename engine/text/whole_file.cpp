#include "engine/text/whole_file.h"

#include <fstream>
#include <system_error>

#include "engine/text/atomic_file.h"

namespace vitrine::text {

namespace {

Unexpected failure(ErrorCode code, const std::filesystem::path& path, const std::string& reason,
    std::string place = {}) {
    return Unexpected({.code = code,
        .subject = path.string(),
        .place = std::move(place),
        .detail = path.string() + ' ' + reason});
}

} // namespace

Expected<std::string> readWholeFile(
    const std::filesystem::path& path, std::uintmax_t maximumBytes) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found) {
        return failure(ErrorCode::FileMissing, path, "does not exist.");
    }
    if (!std::filesystem::is_regular_file(status)) {
        return failure(ErrorCode::FileUnreadable, path, "is not a file that can be read.");
    }
    const auto size = std::filesystem::file_size(path, error);
    if (error) {
        return failure(ErrorCode::FileUnreadable, path, "could not be read: " + error.message());
    }
    if (size > maximumBytes) {
        return failure(ErrorCode::FileTooLarge, path,
            "is larger than " + std::to_string(maximumBytes) + " bytes.",
            std::to_string(size) + " bytes");
    }
    std::string bytes(size, '\0');
    std::ifstream stream(path, std::ios::binary);
    if (!stream.read(bytes.data(), static_cast<std::streamsize>(size))) {
        return failure(ErrorCode::FileUnreadable, path, "could not be read.");
    }
    return bytes;
}

Expected<void> writeWholeFile(const std::filesystem::path& path, std::string_view bytes) {
    return AtomicFile::create(path).and_then(
        [&](AtomicFile file) { return file.write(bytes).and_then([&] { return file.commit(); }); });
}

} // namespace vitrine::text

#include "engine/downloads/download_options.h"

#include <cstdlib>
#include <system_error>
#include <utility>

namespace vitrine::downloads {

namespace fs = std::filesystem;

namespace {

constexpr const char* Hub = "https://huggingface.co";

/// Of the folder, or of the nearest one above it that is there.
std::uintmax_t freeBytesAt(const fs::path& folder) {
    std::error_code error;
    for (auto path = fs::absolute(folder, error); !path.empty(); path = path.parent_path()) {
        const auto space = fs::space(path, error);
        if (!error || path == path.parent_path()) {
            return error ? 0 : space.available;
        }
    }
    return 0;
}

std::string megabytes(std::int64_t bytes) {
    constexpr std::int64_t Million = 1'000'000;
    return std::to_string((bytes + Million - 1) / Million) + " MB";
}

} // namespace

DownloadOptions DownloadOptions::standard(fs::path folder) {
    const char* chosen = std::getenv("HF_ENDPOINT");
    return {.endpoint = chosen && *chosen ? chosen : Hub,
        .cache = formats::HubCache(formats::HubCache::defaultFolder()),
        .folder = std::move(folder),
        .http = {},
        .freeBytes = freeBytesAt};
}

Expected<void> checkDisk(const DownloadOptions& options, const fs::path& folder,
    std::int64_t needed, const std::string& subject) {
    const auto available = options.freeBytes(folder);
    if (std::cmp_less_equal(needed, available)) {
        return {};
    }
    const auto place = megabytes(needed) + ", " + megabytes(static_cast<std::int64_t>(available));
    return Unexpected(Error{ErrorCode::DiskTooSmall, subject, place,
        subject + " needs " + megabytes(needed) + " on the disk of " + folder.string() + ", and "
            + megabytes(static_cast<std::int64_t>(available)) + " are free."});
}

} // namespace vitrine::downloads

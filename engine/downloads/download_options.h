#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "engine/downloads/http_client.h"
#include "engine/formats/hub_cache.h"

namespace vitrine::downloads {

/// Where models are fetched from, and where they are kept.
struct DownloadOptions {
    std::string endpoint; ///< of the Hub, or of a mirror
    formats::HubCache cache; ///< for models of the Hub
    std::filesystem::path folder; ///< for models of packages, one folder each
    HttpOptions http;
    int attempts = 5; ///< at a file whose connection breaks, each from where the last one ended
    /// Bytes that a folder's disk has left.
    std::function<std::uintmax_t(const std::filesystem::path&)> freeBytes;

    /// The shared cache; the Hub, or the mirror that HF_ENDPOINT names; the disk as it is.
    static DownloadOptions standard(std::filesystem::path folder);
};

/// Before anything is written. Error: DiskTooSmall (subject: `subject`).
Expected<void> checkDisk(const DownloadOptions& options, const std::filesystem::path& folder,
    std::int64_t needed, const std::string& subject);

} // namespace vitrine::downloads

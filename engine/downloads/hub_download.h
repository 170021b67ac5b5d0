#pragma once

#include <filesystem>
#include <stop_token>

#include "engine/downloads/download_options.h"
#include "engine/downloads/download_progress.h"
#include "engine/downloads/model_catalogue.h"
#include "engine/values/expected.h"

namespace vitrine::downloads {

/// Fetches what a model needs of a repository, at the commit that is current, into the shared
/// cache. What is there is not fetched again; a file that was begun is continued. The snapshot
/// becomes the current one when all of it is there and checked. Returns its folder.
/// Errors: those of HttpClient, OptionInvalid (an endpoint that is no URL), DiskTooSmall,
/// ChecksumMismatch, FileUnwritable, DiskFull, Interrupted.
Expected<std::filesystem::path> fetchFromHub(const HubSource& source,
    const DownloadOptions& options, const std::stop_token& stop, const ProgressCallback& progress);

} // namespace vitrine::downloads

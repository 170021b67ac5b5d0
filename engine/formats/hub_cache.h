#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/values/expected.h"

namespace vitrine::formats {

/// The folder that programs which fetch from the Hugging Face Hub share, laid out as
/// huggingface_hub does: "models--ORG--NAME" holds `blobs` (contents, named after their ETag),
/// `snapshots/COMMIT` (links to them by file name) and `refs/main` (the commit that is current).
/// Repositories are named as on the Hub: "org/name", or "name".
class HubCache {
public:
    explicit HubCache(std::filesystem::path folder);
    /// HF_HUB_CACHE, else HF_HOME/hub, else XDG_CACHE_HOME/huggingface/hub, else the same in
    /// ~/.cache.
    static std::filesystem::path defaultFolder();

    const std::filesystem::path& path() const { return m_folder; }
    /// Those that have a folder here, sorted.
    std::vector<std::string> repositories() const;
    std::filesystem::path repository(const std::string& name) const;
    std::filesystem::path blob(const std::string& name, const std::string& etag) const;
    /// What programs lock (flock) while they write the blob.
    std::filesystem::path lock(const std::string& name, const std::string& etag) const;
    std::filesystem::path snapshot(const std::string& name, const std::string& commit) const;
    /// The snapshot that is current; empty where there is none.
    std::optional<std::filesystem::path> currentSnapshot(const std::string& name) const;
    /// Blobs whose content has not all arrived.
    std::vector<std::filesystem::path> unfinished(const std::string& name) const;
    /// What a blob is called until all of it has arrived.
    static constexpr const char* unfinishedSuffix = ".incomplete";

    /// Makes `file` of a snapshot a link to its blob. Error: FileUnwritable.
    Expected<void> link(const std::string& name, const std::string& commit, const std::string& file,
        const std::string& etag) const;
    /// Makes a snapshot the current one. Errors: FileUnwritable, DiskFull.
    Expected<void> setCurrent(const std::string& name, const std::string& commit) const;
    /// Deletes everything of a repository. Error: FileUnwritable.
    Expected<void> remove(const std::string& name) const;

    /// Whether a server's ETag or commit can be a file's name here.
    static bool isPlainName(const std::string& name);

private:
    std::filesystem::path m_folder;
};

} // namespace vitrine::formats

#include "engine/formats/hub_cache.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <system_error>
#include <utility>

#include "engine/text/whole_file.h"

namespace vitrine::formats {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view FolderPrefix = "models--";
constexpr std::string_view Separator = "--";
constexpr std::uintmax_t LargestRef = 256; // bytes
constexpr std::size_t LongestName = 128;

std::optional<fs::path> fromEnvironment(const char* name) {
    const char* value = std::getenv(name);
    return value && *value ? std::optional<fs::path>(value) : std::nullopt;
}

std::string folderName(std::string repository) {
    const auto slash = repository.find('/');
    if (slash != std::string::npos) {
        repository.replace(slash, 1, Separator);
    }
    return std::string(FolderPrefix) + repository;
}

Unexpected unwritable(const fs::path& path, const std::error_code& error) {
    return Unexpected(Error{ErrorCode::FileUnwritable, path.string(), {},
        path.string() + " could not be written: " + error.message()});
}

} // namespace

HubCache::HubCache(fs::path folder) : m_folder(std::move(folder)) {
}

fs::path HubCache::defaultFolder() {
    if (const auto cache = fromEnvironment("HF_HUB_CACHE")) {
        return *cache;
    }
    if (const auto home = fromEnvironment("HF_HOME")) {
        return *home / "hub";
    }
    const auto home = fromEnvironment("HOME").value_or(".");
    return fromEnvironment("XDG_CACHE_HOME").value_or(home / ".cache") / "huggingface/hub";
}

std::vector<std::string> HubCache::repositories() const {
    std::vector<std::string> names;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(m_folder, ignored)) {
        auto name = entry.path().filename().string();
        if (!name.starts_with(FolderPrefix) || !entry.is_directory(ignored)) {
            continue;
        }
        name.erase(0, FolderPrefix.size());
        if (const auto separator = name.find(Separator); separator != std::string::npos) {
            name.replace(separator, Separator.size(), "/");
        }
        names.push_back(std::move(name));
    }
    std::ranges::sort(names);
    return names;
}

fs::path HubCache::repository(const std::string& name) const {
    return m_folder / folderName(name);
}

fs::path HubCache::blob(const std::string& name, const std::string& etag) const {
    return repository(name) / "blobs" / etag;
}

fs::path HubCache::lock(const std::string& name, const std::string& etag) const {
    return m_folder / ".locks" / folderName(name) / (etag + ".lock");
}

fs::path HubCache::snapshot(const std::string& name, const std::string& commit) const {
    return repository(name) / "snapshots" / commit;
}

std::optional<fs::path> HubCache::currentSnapshot(const std::string& name) const {
    auto commit
        = text::readWholeFile(repository(name) / "refs/main", LargestRef).value_or(std::string());
    while (!commit.empty() && commit.back() == '\n') {
        commit.pop_back();
    }
    std::error_code ignored;
    const auto folder = snapshot(name, commit);
    return isPlainName(commit) && fs::is_directory(folder, ignored) ? std::optional(folder)
                                                                    : std::nullopt;
}

std::vector<fs::path> HubCache::unfinished(const std::string& name) const {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (const auto& blob : fs::directory_iterator(repository(name) / "blobs", ignored)) {
        if (blob.path().extension() == unfinishedSuffix) {
            files.push_back(blob.path());
        }
    }
    return files;
}

Expected<void> HubCache::link(const std::string& name, const std::string& commit,
    const std::string& file, const std::string& etag) const {
    const auto place = snapshot(name, commit) / file;
    std::error_code error;
    fs::create_directories(place.parent_path(), error);
    if (!error) {
        fs::remove(place, error);
    }
    if (!error) {
        const auto target = blob(name, etag).lexically_relative(place.parent_path());
        fs::create_symlink(target, place, error);
    }
    return error ? Expected<void>(unwritable(place, error)) : Expected<void>();
}

Expected<void> HubCache::setCurrent(const std::string& name, const std::string& commit) const {
    const auto ref = repository(name) / "refs/main";
    std::error_code error;
    fs::create_directories(ref.parent_path(), error);
    return error ? Expected<void>(unwritable(ref, error)) : text::writeWholeFile(ref, commit);
}

Expected<void> HubCache::remove(const std::string& name) const {
    std::error_code error;
    fs::remove_all(repository(name), error);
    if (!error) {
        fs::remove_all(m_folder / ".locks" / folderName(name), error);
    }
    return error ? Expected<void>(unwritable(repository(name), error)) : Expected<void>();
}

bool HubCache::isPlainName(const std::string& name) {
    const auto plain = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || c == '-' || c == '_';
    };
    return !name.empty() && name.size() <= LongestName && std::ranges::all_of(name, plain);
}

} // namespace vitrine::formats

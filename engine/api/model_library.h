#pragma once

#include <filesystem>
#include <vector>

#include "engine/values/expected.h"
#include "engine/values/model_info.h"

namespace vitrine::api {

/// Where models are found by name: the built-in ones, and folders the user keeps.
class ModelLibrary {
public:
    /// `builtIn` holds one Hugging Face folder per model.
    explicit ModelLibrary(std::filesystem::path builtIn);
    /// The folder beside the program: ../share/vitrine/models when installed, resources/models of
    /// the source tree when run from a build; VITRINE_MODELS overrides both.
    static std::filesystem::path defaultFolder();

    /// Models that open; broken folders are left out. Sorted by name.
    std::vector<ModelInfo> models() const;
    /// A built-in model's name, or a folder.
    Expected<std::filesystem::path> resolve(const std::string& nameOrFolder) const;

private:
    std::filesystem::path m_builtIn;
};

} // namespace vitrine::api

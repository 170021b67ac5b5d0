#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace vitrine::api {

/// What a model card (README.md, as on the Hugging Face hub) says in a form that programs read.
struct ModelCard {
    std::string title; ///< its first heading
    std::vector<std::string> languages; ///< "language" in its YAML head
    std::string licence; ///< "license" there

    /// Empty where there is no card or it does not say.
    static ModelCard read(const std::filesystem::path& folder);
};

} // namespace vitrine::api

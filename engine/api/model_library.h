#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/ngram/ngram_model.h"
#include "engine/values/expected.h"
#include "engine/values/model_info.h"

namespace vitrine::api {

/// A built-in n-gram model, known by its folder.
struct BuiltInNgram {
    std::string name;
    std::filesystem::path path; ///< of the folder
    std::string title; ///< from the model card; empty when there is none
    std::vector<std::string> languages;
    bool operator==(const BuiltInNgram&) const = default;
};

/// An n-gram model and, of one from a file, what is not as it should be in it.
struct OpenedNgram {
    std::shared_ptr<const ngram::NgramModel> model;
    std::optional<ngram::ArpaModel> arpa;
};

/// Where models are found by name: the built-in ones, and folders the user keeps.
class ModelLibrary {
public:
    /// `builtIn` holds one Hugging Face folder per model.
    explicit ModelLibrary(std::filesystem::path builtIn);
    const std::filesystem::path& folder() const { return m_builtIn; }
    /// The folder beside the program: ../share/vitrine/models when installed, resources/models of
    /// the source tree when run from a build; VITRINE_MODELS overrides both.
    static std::filesystem::path defaultFolder();

    /// Models that open; broken folders are left out. Sorted by name.
    std::vector<ModelInfo> models() const;
    /// A built-in model's name, or a folder.
    Expected<std::filesystem::path> resolve(const std::string& nameOrFolder) const;

    /// Models that count, a kind of their own. Sorted by name.
    std::vector<BuiltInNgram> ngramModels() const;
    /// A built-in n-gram model's name or folder, smoothed by modified Kneser–Ney, or an ARPA file.
    /// Errors: those of readCounts(), estimate() and readArpa().
    Expected<OpenedNgram> openNgram(
        const std::string& nameOrFile, const std::stop_token& stop) const;
    /// The counts in the folder of an n-gram model. Errors: those of readCounts().
    static Expected<std::shared_ptr<const ngram::NgramCounts>> readNgramCounts(
        const std::filesystem::path& folder);

private:
    std::filesystem::path m_builtIn;
};

} // namespace vitrine::api

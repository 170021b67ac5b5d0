#include "engine/api/model_library.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <system_error>

#include "engine/api/model_card.h"
#include "engine/api/text_model.h"
#include "engine/formats/gguf_reader.h"
#include "engine/ngram/counts_file.h"

namespace vitrine::api {

namespace fs = std::filesystem;

namespace {

bool isModelFolder(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_regular_file(folder / "config.json", ignored);
}

constexpr const char* CountsName = "counts.ngrams";

bool isNgramFolder(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_regular_file(folder / CountsName, ignored);
}

} // namespace

ModelLibrary::ModelLibrary(fs::path builtIn) : m_builtIn(std::move(builtIn)) {
}

fs::path ModelLibrary::defaultFolder() {
    if (const char* chosen = std::getenv("VITRINE_MODELS")) {
        return chosen;
    }
    std::error_code ignored;
    const auto program = fs::read_symlink("/proc/self/exe", ignored);
    const auto installed = program.parent_path().parent_path() / "share/vitrine/models";
    return fs::is_directory(installed, ignored) ? installed : fs::path(VITRINE_SOURCE_MODELS);
}

std::vector<ModelInfo> ModelLibrary::models() const {
    std::vector<ModelInfo> models;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(m_builtIn, ignored)) {
        if (!isModelFolder(entry.path())) {
            continue;
        }
        if (auto info = TextModel::inspect(entry.path())) {
            info->builtIn = true;
            models.push_back(std::move(*info));
        }
    }
    std::ranges::sort(models, {}, &ModelInfo::name);
    return models;
}

Expected<fs::path> ModelLibrary::resolve(const std::string& nameOrFolder) const {
    // A path is taken as one; a bare name is a built-in model's first.
    if (const auto builtIn = m_builtIn / nameOrFolder;
        nameOrFolder.find('/') == std::string::npos && isModelFolder(builtIn)) {
        return builtIn;
    }
    std::error_code ignored;
    if (fs::is_directory(nameOrFolder, ignored) || formats::isGgufFile(nameOrFolder)) {
        return fs::path(nameOrFolder);
    }
    return Unexpected(Error{ErrorCode::FileMissing, nameOrFolder, {},
        nameOrFolder + " is neither a built-in model nor a folder nor a GGUF file."});
}

std::vector<BuiltInNgram> ModelLibrary::ngramModels() const {
    std::vector<BuiltInNgram> models;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(m_builtIn, ignored)) {
        if (isNgramFolder(entry.path())) {
            auto card = ModelCard::read(entry.path());
            models.push_back({entry.path().filename().string(), entry.path(), std::move(card.title),
                std::move(card.languages)});
        }
    }
    std::ranges::sort(models, {}, &BuiltInNgram::name);
    return models;
}

Expected<std::shared_ptr<const ngram::NgramCounts>> ModelLibrary::readNgramCounts(
    const fs::path& folder) {
    return ngram::readCounts(folder / CountsName);
}

Expected<OpenedNgram> ModelLibrary::openNgram(
    const std::string& nameOrFile, const std::stop_token& stop) const {
    const bool isName = nameOrFile.find('/') == std::string::npos;
    for (const auto& folder :
        {isName ? m_builtIn / nameOrFile : fs::path(), fs::path(nameOrFile)}) {
        if (isNgramFolder(folder)) {
            return readNgramCounts(folder)
                .and_then([&](const auto& counts) {
                    return ngram::NgramModel::estimated(counts, {}, stop);
                })
                .map([](const auto& model) {
                    return OpenedNgram{model, std::nullopt};
                });
        }
    }
    return ngram::readArpa(nameOrFile, stop).map([](const ngram::ArpaModel& arpa) {
        return OpenedNgram{std::make_shared<const ngram::NgramModel>(arpa), arpa};
    });
}

} // namespace vitrine::api

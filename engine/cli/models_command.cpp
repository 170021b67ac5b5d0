#include "engine/cli/models_command.h"

#include <algorithm>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/installed_models.h"
#include "engine/api/model_library.h"
#include "engine/api/text_model.h"
#include "engine/cli/fetch_command.h"
#include "engine/cli/json_output.h"

namespace vitrine::cli {

namespace {

constexpr std::string_view NgramArchitecture = "ngram";

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

void printTable(const std::vector<ModelInfo>& models) {
    for (const auto& model : models) {
        const bool counts = model.architecture == NgramArchitecture;
        std::cout << model.name << '\t' << model.architecture << '\t' << model.parameters
                  << (counts ? " n-grams\t" : " parameters\t") << model.vocabularySize
                  << " tokens\tcontext " << model.contextLength << '\t'
                  << joined(abilitiesOf(model)) << '\t' << model.path.string() << '\n';
    }
}

/// A model that counts, in the terms of the others: its n-grams are its parameters.
ModelInfo infoOf(const api::BuiltInNgram& model, const ngram::NgramCounts& counts) {
    ModelInfo info;
    info.name = model.name;
    info.path = model.path;
    info.architecture = NgramArchitecture;
    info.languages = model.languages;
    info.vocabularySize = static_cast<int>(counts.words()->predictable());
    info.contextLength = counts.order() - 1;
    for (int order = 1; order <= counts.order(); ++order) {
        info.parameters += static_cast<std::int64_t>(counts.trie()->size(order));
    }
    return info;
}

/// Broken ones are left out.
std::vector<ModelInfo> ngramModels(const api::ModelLibrary& library) {
    std::vector<ModelInfo> models;
    for (const auto& model : library.ngramModels()) {
        if (const auto counts = api::ModelLibrary::readNgramCounts(model.path)) {
            models.push_back(infoOf(model, **counts));
        }
    }
    return models;
}

/// Those that do not open, as other programs may have fetched, are left out.
std::vector<ModelInfo> installedModels() {
    std::vector<ModelInfo> models;
    for (const auto& model : api::InstalledModels::standard().models()) {
        if (auto info = api::TextModel::inspect(model.path)) {
            info->name = model.name;
            models.push_back(std::move(*info));
        }
    }
    return models;
}

Expected<void> listModels(const CommonOptions& options) {
    const api::ModelLibrary library(api::ModelLibrary::defaultFolder());
    auto models = library.models();
    std::ranges::move(ngramModels(library), std::back_inserter(models));
    std::ranges::move(installedModels(), std::back_inserter(models));
    if (!options.json) {
        printTable(models);
        return {};
    }
    auto list = Json::array();
    for (const auto& model : models) {
        list.push_back(toJson(model));
    }
    std::cout << list.dump(2) << '\n';
    return {};
}

} // namespace

void addModelsCommand(CommandLine& line) {
    const auto options = std::make_shared<CommonOptions>();
    auto& command = line.addCommand("models",
        "List the models that are here: built-in ones, those that count (ngram) among them, and "
        "fetched ones; or fetch one",
        "  vitrine-cli models\n  vitrine-cli models --json\n  vitrine-cli models available",
        [options](const std::stop_token&) { return listModels(*options); });
    addJsonOption(command, *options);
    addFetchCommands(line, command);
}

} // namespace vitrine::cli
